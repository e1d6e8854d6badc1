"use client";

import Send from "lucide-react/icons/send";
import { useId, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import { State } from "#components/ui/state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { MailView } from "#lib/email/mails/schema.ts";
import { MAIL_STATE_WORDS } from "#lib/email/mails/state.ts";
import type { TemplateView } from "#lib/email/templates/schema.ts";

type SendTemplateProps = { template: TemplateView; servers: readonly { id: string; name: string }[] };

/** Sends the template to oneself, as it is kept. */
export function SendTemplate({ template, servers }: SendTemplateProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Send aria-hidden />
        Send a test
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Send ${template.name} as a test`}
        description={`Version ${template.version} as it is kept, with its sample values.`}
      >
        {servers.length > 0 ? (
          <SendBody template={template} servers={servers} />
        ) : (
          <p className="text-sm">
            No mail server is set up for this connection.{" "}
            <Link href={`/email/smtp?connection=${template.connection.id}`}>Add one</Link> to send tests.
          </p>
        )}
      </Dialog>
    </>
  );
}

function SendBody({ template, servers }: SendTemplateProps) {
  const [toId, serverId] = [useId(), useId()];
  const [smtpId, setSmtpId] = useState(servers[0]?.id ?? "");
  const [to, setTo] = useState("");
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState<MailView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    setSending(true);
    setProblem(null);
    setSent(null);
    try {
      setSent(
        await fetchJson<MailView>(`/api/email/templates/${template.id}/send`, { body: { smtpId, to } }),
      );
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setSending(false);
    }
  };
  const wrong = problem?.fields?.to;
  return (
    <form
      className="space-y-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending) void send();
      }}
    >
      <div>
        <label htmlFor={serverId} className="mb-1 block text-sm">
          Mail server
        </label>
        <Select
          id={serverId}
          value={smtpId}
          options={servers.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ target }) => setSmtpId(target.value)}
        />
      </div>
      <div>
        <label htmlFor={toId} className="mb-1 block text-sm">
          To
        </label>
        <input
          id={toId}
          className="control"
          type="email"
          autoComplete="off"
          value={to}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? `${toId}-error` : undefined}
          onChange={({ target }) => setTo(target.value)}
        />
        {wrong && (
          <p id={`${toId}-error`} className="mt-1 text-bad text-xs">
            {wrong}
          </p>
        )}
      </div>
      {problem && !wrong && <ErrorState problem={problem} />}
      {sent && (
        <div role="status" className="text-sm">
          <State kind={MAIL_STATE_WORDS[sent.state].kind}>{MAIL_STATE_WORDS[sent.state].word}</State>
          <p className="mt-1 text-muted">
            {sent.answer?.failure?.title ?? MAIL_STATE_WORDS[sent.state].note}{" "}
            {sent.smtp && <Link href={`/email/smtp/${sent.smtp.id}`}>Mails of this server</Link>}
          </p>
        </div>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={sending}>
          Send test mail
        </Button>
      </div>
    </form>
  );
}
