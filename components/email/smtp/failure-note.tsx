import type { ReactNode } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import type { MailFailure } from "#lib/email/smtp/schema.ts";

type FailureNoteProps = {
  failure: Omit<MailFailure, "at">;
  /** Handed to an administrator of the tenant where that is what is missing. */
  adminConsentUrl: string | null;
  kind?: "bad" | "warning";
  actions?: ReactNode;
};

/** What failed, what it means, what mends it, and the command for whoever may run it. */
export function FailureNote({ failure, adminConsentUrl, kind = "bad", actions }: FailureNoteProps) {
  const { code, title, detail, fix, command, button } = failure;
  return (
    <Callout kind={kind} title={title} actions={actions}>
      <p>{detail}</p>
      <p className="mt-1">{fix}</p>
      {command && (
        <div className="mt-2">
          <CodeBlock label={command.label} value={command.text} />
          <p className="mt-1 text-muted text-xs">{command.who}</p>
        </div>
      )}
      {button === "admin_consent" && adminConsentUrl && (
        <CopyField
          className="mt-2"
          label="Approval link"
          value={adminConsentUrl}
          help="For an administrator of the tenant. It holds no secret, and they need no account here."
        />
      )}
      {code && <p className="mt-1 text-faint text-xs">{code}</p>}
    </Callout>
  );
}
