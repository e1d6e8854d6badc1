"use client";

import { type FormEvent, useId, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { MailFailure, SmtpView } from "#lib/email/smtp/schema.ts";
import { FailureNote } from "./failure-note.tsx";

type Explained = Omit<MailFailure, "at">;

/** Some errors Microsoft shows on a page of its own, which never leads back: what stands there is pasted here. */
export function ErrorPage({ smtp }: { smtp: SmtpView }) {
  const id = useId();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [explained, setExplained] = useState<Explained | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const explain = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setExplained(null);
    setProblem(null);
    try {
      setExplained(await fetchJson<Explained>(`/api/email/smtp/${smtp.id}/error-page`, { body: { text } }));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Disclosure summary="Microsoft shows an error page and does not lead back">
      <div className="grid gap-3 text-sm">
        <form onSubmit={explain} className="grid gap-2">
          <label htmlFor={id} className="font-medium">
            Number or text of Microsoft&apos;s page
          </label>
          <textarea
            id={id}
            required
            rows={3}
            value={text}
            placeholder="AADSTS50011"
            onChange={(event) => setText(event.target.value)}
            spellCheck={false}
            className="control font-mono text-xs"
          />
          <p className="text-muted text-xs">
            The number alone, the whole page, or its address. It is read and not kept.
          </p>
          <div>
            <Button type="submit" size="sm" loading={busy}>
              Explain
            </Button>
          </div>
        </form>
        {problem && <ErrorState problem={problem} />}
        <div role="status" className="empty:hidden">
          {explained && (
            <FailureNote failure={explained} adminConsentUrl={smtp.adminConsentUrl} kind="warning" />
          )}
        </div>
        <CopyField label="Redirect URI" value={smtp.redirectUri} />
        {smtp.adminConsentUrl && explained?.button !== "admin_consent" && (
          <CopyField label="Approval link" value={smtp.adminConsentUrl} />
        )}
      </div>
    </Disclosure>
  );
}
