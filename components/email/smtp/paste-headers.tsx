"use client";

import { type FormEvent, useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { MailView } from "#lib/email/mails/schema.ts";
import type { UseSmtp } from "./use-smtp.ts";

/** For a recipient where Patchbay cannot look: what arrived there is pasted (F-29). */
export function PasteHeaders({ mail, state }: { mail: MailView; state: UseSmtp }) {
  const id = useId();
  const [raw, setRaw] = useState("");
  const problem = state.refused?.deed === mail.id ? state.refused.problem : null;
  const wrong = problem?.fields?.raw;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const done = await state.run(mail.id, () =>
      fetchJson<MailView>(`/api/email/mails/${mail.id}/arrival`, { body: { raw } }),
    );
    if (done) setRaw("");
  };
  return (
    <Disclosure
      summary={
        mail.arrival?.hops.length
          ? "Paste headers again"
          : "It has arrived, or came back: paste its headers or the report"
      }
    >
      <form onSubmit={save} noValidate className="grid gap-2">
        <label htmlFor={id} className="font-medium">
          Headers of the mail as it arrived, or the report that it came back
        </label>
        <textarea
          id={id}
          rows={5}
          value={raw}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? errorIdOf(id) : undefined}
          onChange={(event) => setRaw(event.target.value)}
          spellCheck={false}
          className="control font-mono text-xs"
        />
        <FieldError id={id} error={wrong} />
        <p className="text-muted text-xs">
          Outlook: File, Properties, Internet headers. Gmail: Show original. The whole mail may be pasted too;
          only its headers are read, and nothing of its text is kept. A report is read by its fields
          (Final-Recipient, Status).
        </p>
        {problem && !wrong && <ErrorState problem={problem} />}
        <div>
          <Button type="submit" size="sm" loading={state.busy === mail.id}>
            Read
          </Button>
        </div>
      </form>
    </Disclosure>
  );
}
