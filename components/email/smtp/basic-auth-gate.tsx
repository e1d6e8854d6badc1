"use client";

import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { SmtpView } from "#lib/email/smtp/schema.ts";
import type { UseSmtp } from "./use-smtp.ts";

const WHY: Record<Extract<SmtpView["gate"], { open: false }>["why"], string> = {
  not_oauth: "This configuration does not sign in with OAuth.",
  nothing_sent: "Locked: no mail was sent with OAuth yet.",
  not_arrived: "Locked: no mail that was sent with OAuth has been seen to arrive yet.",
  changed_since: "Locked: the credentials changed after the last mail that arrived. Send another one.",
};

/** Passwords may go off at the server only when mail is known to arrive without them (M-21). */
export function BasicAuthGate({ state, mayGrant }: { state: UseSmtp; mayGrant: boolean }) {
  const { smtp, busy, path, run } = state;
  const { gate, basicAuth, deadlines } = smtp;
  const isOff = basicAuth.state === "off";
  const mark = (next: "on" | "off") =>
    run("basic-auth", () =>
      fetchJson<SmtpView>(`${path}/basic-auth`, { method: "PUT", body: { state: next } }),
    );
  return (
    <Section
      title="Passwords at the server"
      note="Switched off before OAuth is known to work, nothing is sent at all. So this stays locked until a mail has arrived."
      kind="plain"
    >
      <div className="grid gap-3 text-sm">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <State kind={isOff ? "good" : "idle"}>{isOff ? "Passwords: off" : "Passwords: on"}</State>
          {isOff && basicAuth.at && (
            <span className="text-muted">
              said by {basicAuth.by}, <Time at={basicAuth.at} />
            </span>
          )}
          {!isOff && (
            <span className="text-muted">
              {gate.open ? (
                <>
                  Open: a mail sent with OAuth arrived <Time at={gate.arrivedAt} />.
                </>
              ) : (
                WHY[gate.why]
              )}
            </span>
          )}
        </p>
        {!isOff && deadlines.length > 0 && (
          <ul className="grid gap-1 text-muted">
            {deadlines.map(({ title, dueAt, sourceUrl }) => (
              <li key={title}>
                Microsoft: {title}, by <Time at={dueAt} as="day" /> at the latest.{" "}
                <a href={sourceUrl} target="_blank" rel="noreferrer" className="underline">
                  Source<span className="sr-only"> (opens a new tab)</span>
                </a>
              </li>
            ))}
          </ul>
        )}
        {!isOff && gate.open && (
          <CodeBlock
            label="Switch passwords off for sending (Exchange Online PowerShell, an Exchange administrator)"
            value={`New-AuthenticationPolicy -Name "No passwords for mail"\nSet-User -Identity ${smtp.mailbox} -AuthenticationPolicy "No passwords for mail"`}
          />
        )}
        {mayGrant && (
          <div>
            <Button
              loading={busy === "basic-auth"}
              disabled={!isOff && !gate.open}
              onClick={() => mark(isOff ? "on" : "off")}
            >
              {isOff ? "Passwords are on again" : "Passwords are off at the server"}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
