"use client";

import { Callout } from "#components/ui/callout.tsx";
import { formatAbsolute } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import type { AuditDamage } from "#lib/audit/schema.ts";

/** What is wrong with the chain, row by row, and what that may mean. */
export function AuditDamages({ damages, rows }: { damages: readonly AuditDamage[]; rows: number }) {
  return (
    <Callout kind="bad" role="alert" title="The audit log is not what was written">
      <ul className="list-disc space-y-1 ps-4">
        {damages.map((damage) => (
          <li key={`${damage.kind} ${damage.seq}`} className="break-words">
            {damage.problem.charAt(0).toUpperCase() + damage.problem.slice(1)}.{" "}
            {damage.row && <Now row={damage.row} />}{" "}
            {damage.seq !== null && damage.seq <= rows && (
              <Link href={`/activity/audit/${damage.seq}`}>Open row {damage.seq}</Link>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2">
        Somebody changed the table past Patchbay, or it was restored from a backup. Compare it with a backup
        from before; <code>npm run verify-audit</code> prints the rows in full.
      </p>
    </Callout>
  );
}

function Now({ row }: { row: NonNullable<AuditDamage["row"]> }) {
  return (
    <>
      It now says: {row.actorName}, {row.action}, <code className="text-xs">{row.object}</code>,{" "}
      {formatAbsolute(Date.parse(row.at), "UTC")}; hash{" "}
      <code className="text-xs">{row.hash.slice(0, 16)}…</code>.
    </>
  );
}
