import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { CopyOut } from "#lib/db/copy-out.ts";
import { log } from "#lib/log.ts";
import { appendAudit } from "./append-audit.ts";

/** What the rows about an export say: `audit.export_started` and `audit.exported`, and what was asked for. */
type ExportEvent = { noun: string; object: string; what: object };

/**
 * An export that is in the audit log: that it was asked for before the first byte leaves; how many rows left follows, also
 * when the reader went away.
 */
export async function auditExport(
  ctx: Ctx,
  { noun, object, what }: ExportEvent,
  start: () => Promise<CopyOut>,
): Promise<CopyOut> {
  await appendAudit(ctx, { action: `${noun}.export_started`, object, after: what });
  const copy = await start();
  const tell = (end: { rows: number } | { result: "failed"; reason: string }) =>
    appendAudit(ctx, {
      action: `${noun}.exported`,
      object,
      ...("rows" in end ? { after: { ...what, rows: end.rows } } : { after: what, ...end }),
    });
  copy.rows
    .then(
      (count) => tell({ rows: count }),
      (error: Error) => tell({ result: "failed", reason: error.message }),
    )
    .catch((error: Error) =>
      log.error({ requestId: ctx.requestId, error: error.message }, "export: not audited"),
    );
  return copy;
}
