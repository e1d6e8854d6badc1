"use client";

import { type FormEvent, useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { MailView } from "#lib/email/mails/schema.ts";
import type { UseSmtp } from "./use-smtp.ts";

type SendMailProps = {
  state: UseSmtp;
  channel?: { id: string; name: string };
  /** The round trip is what counts here. */
  isTest?: boolean;
};

/** A test mail to anybody (M-29), and a round trip to a channel's own address (F-29). */
export function SendMail({ state, channel, isTest = false }: SendMailProps) {
  const { smtp, busy, path, run, refused } = state;
  const id = useId();
  const [to, setTo] = useState("");
  const blocked =
    smtp.state === "no_secret"
      ? "Enter the secret in the settings first."
      : smtp.state === "not_authorised"
        ? "Authorize first."
        : null;
  const wrong = wrongRecipient(refused);
  const target = channel
    ? { ...channel, seen: smtp.channels.some((one) => one.id === channel.id && one.seen) }
    : (smtp.channels.find(({ seen }) => seen) ?? smtp.channels[0]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void run("test", () => fetchJson<MailView>(`${path}/mails`, { body: { to } }));
  };
  return (
    <Section
      title="Send a mail"
      note="The mail says that it is a test. Nothing is sent a second time by itself."
      kind="plain"
    >
      <form onSubmit={send} noValidate className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 grow sm:max-w-sm">
          <label htmlFor={id} className="mb-1 block font-medium text-sm">
            Recipient
          </label>
          <input
            id={id}
            type="email"
            value={to}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong ? errorIdOf(id) : undefined}
            onChange={(event) => setTo(event.target.value)}
            placeholder="you@example.com"
            autoComplete="email"
            spellCheck={false}
            className="control"
          />
        </div>
        <Button
          type="submit"
          variant={isTest ? "secondary" : "primary"}
          loading={busy === "test"}
          disabled={blocked !== null}
        >
          Send test mail
        </Button>
        <div className="basis-full empty:hidden">
          <FieldError id={id} error={wrong} />
        </div>
      </form>
      {target && !target.seen && (
        <p className="mt-2 text-muted text-sm">
          A round trip to {target.name} can be sent once the channel was seen in CXone.
        </p>
      )}
      {target?.seen && (
        <div className="mt-3 flex flex-wrap items-center gap-3 text-sm">
          <Button
            variant={isTest ? "primary" : "secondary"}
            loading={busy === "trip"}
            disabled={blocked !== null}
            onClick={() =>
              run("trip", () =>
                fetchJson<MailView>(`${path}/round-trips`, { body: { channelId: target.id } }),
              )
            }
          >
            Round trip to {target.name}
          </Button>
          <span className="text-muted">
            Goes to the channel&apos;s own address and is looked for among its messages in CXone for 10
            minutes.
          </span>
        </div>
      )}
      {blocked && <p className="mt-2 text-muted text-sm">{blocked}</p>}
    </Section>
  );
}

/** A recipient that was not taken is told at its field. */
export const wrongRecipient = (refused: UseSmtp["refused"]): string | undefined =>
  refused?.deed === "test" ? refused.problem.fields?.to : undefined;
