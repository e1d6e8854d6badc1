import "server-only";
import { copyExport, type ExportColumn } from "#lib/api/copy-export.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { CopyOut } from "#lib/db/copy-out.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { conditionsOf } from "./reads.ts";
import type { BouncedExport } from "./schema.ts";

const { sql } = Prisma;

const COLUMNS: readonly ExportColumn[] = [
  { name: "at", value: sql`at`, kind: "moment" },
  { name: "connectionId", value: sql`connection_id`, kind: "text" },
  { name: "address", value: sql`address`, kind: "text" },
  { name: "reason", value: sql`reason`, kind: "text" },
  { name: "detail", value: sql`detail`, kind: "text" },
  { name: "mailId", value: sql`mail_id`, kind: "text" },
  { name: "channelId", value: sql`channel_id`, kind: "text" },
];

/** Every bounced address that matches, newest first; streamed. */
export async function exportBounced(ctx: Ctx, { format, ...query }: BouncedExport): Promise<CopyOut> {
  requireRole(ctx, "admin", "operator", "auditor");
  const where = Prisma.join(conditionsOf(query), " AND ");
  return copyExport(
    { columns: COLUMNS, from: sql`bounced_address b WHERE ${where} ORDER BY at DESC, address` },
    format,
  );
}
