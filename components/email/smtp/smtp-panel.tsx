"use client";

import { ErrorState } from "#components/ui/error-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { MailView } from "#lib/email/mails/schema.ts";
import type { SmtpView } from "#lib/email/smtp/schema.ts";
import { AuthorisePart } from "./authorise-part.tsx";
import { BasicAuthGate } from "./basic-auth-gate.tsx";
import { FailureNote } from "./failure-note.tsx";
import { MailList } from "./mail-list.tsx";
import { SendAsNote } from "./send-as-note.tsx";
import { SendMail, wrongRecipient } from "./send-mail.tsx";
import { noteOf, SmtpState } from "./smtp-state.tsx";
import { useSmtp } from "./use-smtp.ts";

type SmtpPanelProps = {
  first: SmtpView;
  mails: readonly MailView[];
  /** Admins authorise and say that passwords are off; operators send. */
  mayGrant: boolean;
  maySend: boolean;
  /** An email channel to send a round trip to. */
  channel?: { id: string; name: string };
  /** The page that an authorisation comes back to. */
  back: string;
  /** At the end of a set-up: one mail to the channel and what became of it; the rest was done before. */
  isTest?: boolean;
  /** How an authorisation ended, by the address that it came back to. */
  authorised?: string;
};

/** A mail server of one's own at work: authorise it, test it, see mail arrive, then let passwords be switched off. */
export function SmtpPanel(props: SmtpPanelProps) {
  const { mayGrant, maySend, back, authorised, channel, isTest = false } = props;
  const state = useSmtp(props.first, props.mails);
  const { smtp, mails, refused } = state;
  const shownByMail = mails[0]?.answer?.failure?.code === smtp.lastError?.code;
  return (
    <div className="grid min-w-0 gap-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <SmtpState state={smtp.state} pill />
        <span className="text-muted">
          {noteOf(smtp.state)}
          {smtp.lastOkAt && (
            <>
              {" "}
              Last mail taken <Time at={smtp.lastOkAt} />.
            </>
          )}
        </span>
      </div>
      {smtp.state === "failing" && smtp.lastError && !shownByMail && (
        <FailureNote failure={smtp.lastError} adminConsentUrl={smtp.adminConsentUrl} />
      )}
      {/* What was refused at a mail or a recipient stands there. */}
      {refused && !refused.deed.startsWith("mail_") && !wrongRecipient(refused) && (
        <ErrorState problem={refused.problem} />
      )}
      {smtp.auth === "delegated" && (!isTest || smtp.state !== "sends") && (
        <AuthorisePart state={state} mayGrant={mayGrant} back={back} authorised={authorised} />
      )}
      {/* At a step of a channel's set-up the form above says it of that channel. */}
      {!channel && <SendAsNote smtp={smtp} from={smtp.channels.map(({ fromAddress }) => fromAddress)} />}
      {maySend && <SendMail state={state} isTest={isTest} {...(channel ? { channel } : {})} />}
      <MailList mails={mails} state={state} maySend={maySend} />
      {smtp.provider === "microsoft" && !isTest && <BasicAuthGate state={state} mayGrant={mayGrant} />}
    </div>
  );
}
