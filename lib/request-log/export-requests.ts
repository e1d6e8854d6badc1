import "server-only";
import { copyExport, type ExportColumn } from "#lib/api/copy-export.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { CopyOut } from "#lib/db/copy-out.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { conditionsOf } from "./scan-requests.ts";
import type { RequestExport } from "./schema.ts";

const { sql } = Prisma;

const text = (name: string, value: Prisma.Sql): ExportColumn => ({ name, value, kind: "text" });
const plain = (name: string, value: Prisma.Sql): ExportColumn => ({ name, value, kind: "plain" });

const COLUMNS: readonly ExportColumn[] = [
  { name: "at", value: sql`at`, kind: "moment" },
  text("id", sql`id`),
  text("connectionId", sql`connection_id`),
  text("operation", sql`operation`),
  text("method", sql`method`),
  text("host", sql`host`),
  text("path", sql`path`),
  plain("status", sql`status`),
  plain("durationMs", sql`duration_ms`),
  plain("attempt", sql`attempt`),
  text("requestId", sql`request_id`),
  text("error", sql`error`),
  plain("requestHeaders", sql`request_headers`),
  text("requestBody", sql`request_body`),
  plain("responseHeaders", sql`response_headers`),
  text("responseBody", sql`response_body`),
];

/** Every call that matches, newest first, secrets masked as they were written; streamed. */
export async function exportRequests(ctx: Ctx, { format, ...query }: RequestExport): Promise<CopyOut> {
  requireRole(ctx, "admin", "operator", "auditor");
  const from = sql`request_log WHERE ${await conditionsOf(query)} ORDER BY at DESC, id DESC`;
  return copyExport({ columns: COLUMNS, from }, format);
}
