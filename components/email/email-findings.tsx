import { MenuPath } from "#components/setup/menu-path.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import type { EmailFinding } from "#lib/email/permissions/state.ts";

const looks: Record<EmailFinding["severity"], { kind: StateKind; word: string }> = {
  blocking: { kind: "bad", word: "Blocking" },
  warning: { kind: "warning", word: "Warning" },
  hint: { kind: "unknown", word: "Hint" },
};

/** What keeps mail from being answered, each with what to do and where. */
export function EmailFindings({ findings }: { findings: readonly EmailFinding[] }) {
  if (findings.length === 0) {
    return <State kind="good">Nothing known keeps mail from being answered</State>;
  }
  return (
    <ul className="divide-y">
      {findings.map(({ rule, severity, object, message, fix }) => (
        <li key={`${rule} ${object.kind} ${object.id}`} className="px-4 py-3 text-sm">
          <p className="flex flex-wrap items-center gap-x-3">
            <State kind={looks[severity].kind}>{looks[severity].word}</State>
            <span className="font-medium">{object.name}</span>
          </p>
          <p className="mt-1">{message}</p>
          <p className="mt-1 text-muted">{fix.sentence}</p>
          <MenuPath path={fix.path} className="mt-1 text-muted" />
        </li>
      ))}
    </ul>
  );
}
