import { MenuPath } from "#components/setup/menu-path.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import type { Finding, FoundObject, Severity } from "#lib/readiness/schema.ts";

const LOOKS: Record<Severity, { kind: "bad" | "warning" | "unknown"; word: string }> = {
  blocking: { kind: "bad", word: "Blocking" },
  warning: { kind: "warning", word: "Warning" },
  note: { kind: "unknown", word: "Not visible" },
};

type FindingListProps = {
  findings: readonly Finding[];
  connectionId: string;
  /** On the page of the object itself its name would repeat the title. */
  withoutObject?: boolean;
};

/** Rules that a tenant breaks: what it means for contacts, and what to do where. */
export function FindingList({ findings, connectionId, withoutObject = false }: FindingListProps) {
  return (
    <ul className="divide-y rounded-md border bg-surface">
      {findings.map(({ rule, severity, object, message, fix }) => (
        <li key={`${rule} ${object.kind} ${object.id}`} className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3">
          <div className="w-28 shrink-0">
            <State kind={LOOKS[severity].kind}>{LOOKS[severity].word}</State>
          </div>
          <div className="min-w-0 flex-1 basis-72 space-y-1">
            <p>
              {!withoutObject && (
                <>
                  <Link href={hrefOf(object, connectionId)}>{object.name}</Link>{" "}
                </>
              )}
              {message}
            </p>
            <p className="text-muted text-sm">{fix.sentence}</p>
            {fix.path && <MenuPath path={fix.path} />}
          </div>
          <Badge title="The rule, as the documentation of the product numbers it">{rule}</Badge>
        </li>
      ))}
    </ul>
  );
}

function hrefOf({ kind, id }: FoundObject, connectionId: string): string {
  const base = { channel: "/channels", skill: "/skills", script: "/scripts", handover: "/handovers" }[kind];
  const suffix = kind === "handover" ? "" : `?connection=${connectionId}`;
  return `${base}/${encodeURIComponent(id)}${suffix}`;
}
