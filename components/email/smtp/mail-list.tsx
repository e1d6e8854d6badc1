"use client";

import { Section } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { MailView } from "#lib/email/mails/schema.ts";
import { MAIL_STATE_WORDS } from "#lib/email/mails/state.ts";
import { ArrivalFacts } from "./arrival-facts.tsx";
import { FailureNote } from "./failure-note.tsx";
import { PasteHeaders } from "./paste-headers.tsx";
import type { UseSmtp } from "./use-smtp.ts";

const PURPOSE: Record<MailView["purpose"], string> = {
  test: "Test mail",
  round_trip: "Round trip",
  template: "Template",
};

type MailListProps = { mails: readonly MailView[]; state: UseSmtp; maySend: boolean };

/** The last mails that Patchbay sent through a configuration: the server's answer, and what was seen of their arrival. */
export function MailList({ mails, state, maySend }: MailListProps) {
  return (
    <Section
      title="Mails sent by Patchbay"
      note="The last ten. What contacts and agents write is not among them."
    >
      {mails.length === 0 ? (
        <p className="p-3 text-muted text-sm">None yet.</p>
      ) : (
        <ul className="divide-y">
          {mails.map((mail, index) => (
            <li key={mail.id} className="grid min-w-0 gap-2 px-3 py-2.5 text-sm">
              <MailRow mail={mail} state={state} maySend={maySend} isLatest={index === 0} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type MailRowProps = { mail: MailView; state: UseSmtp; maySend: boolean; isLatest: boolean };

function MailRow({ mail, state, maySend, isLatest }: MailRowProps) {
  const { word, note, kind } = MAIL_STATE_WORDS[mail.state];
  const awaited = mail.giveUpAt !== null && mail.state === "accepted";
  const failure = mail.answer?.failure;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <State kind={awaited ? "running" : kind}>{awaited ? "Awaited in CXone" : word}</State>
          <span className="min-w-0 break-all">
            {PURPOSE[mail.purpose]} to {mail.to}
          </span>
        </span>
        <span className="text-faint">
          {mail.by}, <Time at={mail.createdAt} />
        </span>
      </div>
      <p className="text-muted">{note}</p>
      {failure && isLatest ? (
        <FailureNote failure={failure} adminConsentUrl={state.smtp.adminConsentUrl} />
      ) : (
        failure && <p>{failure.title}</p>
      )}
      <Disclosure summary="Details" open={mail.state === "arrived" && isLatest}>
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <dt className="text-muted">Subject</dt>
          <dd className="break-words">{mail.subject}</dd>
          <dt className="text-muted">Server&apos;s answer</dt>
          <dd className="break-all font-mono text-xs">{mail.answer?.response || "none"}</dd>
          <dt className="text-muted">Message-ID</dt>
          <dd className="break-all font-mono text-xs">{mail.messageId}</dd>
          <dt className="text-muted">Request log</dt>
          <dd>
            <Link href={`/activity/requests?q=${mail.requestId}`}>Its calls</Link>
          </dd>
        </dl>
        {mail.arrival && <ArrivalFacts arrival={mail.arrival} />}
      </Disclosure>
      {maySend && ["accepted", "unknown", "lost", "arrived"].includes(mail.state) && (
        <PasteHeaders mail={mail} state={state} />
      )}
    </>
  );
}
