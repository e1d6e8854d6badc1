import "server-only";
import { copyExport, type ExportColumn } from "#lib/api/copy-export.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { CopyOut } from "#lib/db/copy-out.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { auditExport } from "./audit-export.ts";
import { conditionsOf } from "./conditions.ts";
import type { AuditExportQuery } from "./schema.ts";

const { sql } = Prisma;

/** All that the hash of a row covers, and both hashes: who has the file can verify it without us (`chainHash`). */
const COLUMNS: readonly ExportColumn[] = [
  { name: "seq", value: sql`seq`, kind: "plain" },
  { name: "at", value: sql`at`, kind: "moment" },
  { name: "actor_kind", value: sql`actor_kind`, kind: "plain" },
  { name: "actor_id", value: sql`actor_id`, kind: "plain" },
  { name: "actor_name", value: sql`actor_name`, kind: "text" },
  { name: "action", value: sql`action`, kind: "plain" },
  { name: "object", value: sql`object`, kind: "text" },
  { name: "before", value: sql`before`, kind: "plain" },
  { name: "after", value: sql`after`, kind: "plain" },
  { name: "request_id", value: sql`request_id`, kind: "text" },
  { name: "ip", value: sql`ip`, kind: "plain" },
  { name: "result", value: sql`result`, kind: "plain" },
  { name: "reason", value: sql`reason`, kind: "text" },
  { name: "version", value: sql`version`, kind: "plain" },
  { name: "prev_hash", value: sql`encode(prev_hash, 'hex')`, kind: "plain" },
  { name: "hash", value: sql`encode(hash, 'hex')`, kind: "plain" },
];

/**
 * What is filtered as a file, in the order of the chain, streamed (F-25). That it was asked for is in the log before the
 * first byte leaves; how many rows left follows, also when the reader went away.
 */
export async function exportAudit(ctx: Ctx, { format, ...asked }: AuditExportQuery): Promise<CopyOut> {
  requireRole(ctx, "admin", "auditor");
  const { from, to } = asked;
  const where = [from && sql`at >= ${from}`, to && sql`at < ${to}`, ...conditionsOf(asked)].filter(
    (part) => typeof part === "object",
  );
  const rows = sql`audit_entry WHERE ${where.length > 0 ? Prisma.join(where, " AND ") : sql`true`} ORDER BY seq`;
  return auditExport(ctx, { noun: "audit", object: "audit:log", what: { format, filters: asked } }, () =>
    copyExport({ columns: COLUMNS, from: rows }, format),
  );
}
