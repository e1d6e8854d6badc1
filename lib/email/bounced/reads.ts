import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { BouncedQuery, BouncedView, BounceReason } from "./schema.ts";

const { sql } = Prisma;

type Row = {
  connection_id: string;
  connection_name: string | null;
  address: string;
  reason: BounceReason;
  detail: string;
  mail_id: string | null;
  at: Date;
};

/** Addresses that bounced, newest first, in pages by time and key. `q` is a part of the address or of the remark. */
export async function listBounced(ctx: Ctx, query: BouncedQuery): Promise<ListPage<BouncedView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { older, newer, limit } = query;
  const at = older ?? newer;
  const key = at && sql`(${at.at.toISOString()}::timestamptz, ${at.connectionId}, ${at.address})`;
  const beyond =
    key &&
    (older ? sql`(b.at, connection_id, address) < ${key}` : sql`(b.at, connection_id, address) > ${key}`);
  const where = Prisma.join([...conditionsOf(query), ...(beyond ? [beyond] : [])], " AND ");
  const order = newer
    ? sql`b.at ASC, connection_id ASC, address ASC`
    : sql`b.at DESC, connection_id DESC, address DESC`;
  const rows = await db().$queryRaw<Row[]>`
    SELECT b.*, c.name AS connection_name FROM bounced_address b LEFT JOIN connection c ON c.id = connection_id
    WHERE ${where} ORDER BY ${order} LIMIT ${limit + 1}`;
  const page = cutPage(newer ? rows.reverse() : rows, limit, query, cursorOf);
  return { items: page.rows.map(view), newer: page.newer, older: page.older };
}

const cursorOf = ({ at, connection_id, address }: Row) => `${at.getTime()}~${connection_id}~${address}`;

/** What a search comes to, for pages and for files. */
export function conditionsOf({ q, connection, reason }: Pick<BouncedQuery, "q" | "connection" | "reason">) {
  return [
    sql`true`,
    q && sql`(address ILIKE ${likeText(q)} OR detail ILIKE ${likeText(q)})`,
    connection && sql`connection_id = ANY(${connection})`,
    reason && sql`reason = ANY(${reason})`,
  ].filter((part) => typeof part === "object");
}

const view = (row: Row): BouncedView => ({
  connection: { id: row.connection_id, name: row.connection_name ?? "Deleted" },
  address: row.address,
  reason: row.reason,
  detail: row.detail,
  mailId: row.mail_id,
  at: row.at.toISOString(),
});
