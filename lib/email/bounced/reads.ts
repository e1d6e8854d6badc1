import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { NO_CHANNEL } from "./mapping.ts";
import type { BouncedChannel, BouncedQuery, BouncedView, BounceReason } from "./schema.ts";

const { sql } = Prisma;
/** What a choice can hold; a tenant has a handful. */
const MOST_CHANNELS = 500;

type Row = {
  connection_id: string;
  connection_name: string | null;
  address: string;
  reason: BounceReason;
  detail: string;
  mail_id: string | null;
  channel_id: string | null;
  channel_name: string | null;
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
    (older ? sql`(b.at, b.connection_id, address) < ${key}` : sql`(b.at, b.connection_id, address) > ${key}`);
  const where = Prisma.join([...conditionsOf(query), ...(beyond ? [beyond] : [])], " AND ");
  const order = newer
    ? sql`b.at ASC, b.connection_id ASC, address ASC`
    : sql`b.at DESC, b.connection_id DESC, address DESC`;
  const rows = await db().$queryRaw<Row[]>`
    SELECT b.*, c.name AS connection_name, e.name AS channel_name FROM bounced_address b
    LEFT JOIN connection c ON c.id = b.connection_id LEFT JOIN email_channel e ON e.id = b.channel_id
    WHERE ${where} ORDER BY ${order} LIMIT ${limit + 1}`;
  const page = cutPage(newer ? rows.reverse() : rows, limit, query, cursorOf);
  return { items: page.rows.map(view), newer: page.newer, older: page.older };
}

const cursorOf = ({ at, connection_id, address }: Row) => `${at.getTime()}~${connection_id}~${address}`;

/** What a search comes to, for pages and for files. */
export function conditionsOf({
  q,
  connection,
  channel,
  reason,
}: Pick<BouncedQuery, "q" | "connection" | "channel" | "reason">) {
  return [
    sql`true`,
    q && sql`(address ILIKE ${likeText(q)} OR detail ILIKE ${likeText(q)})`,
    connection && sql`b.connection_id = ANY(${connection})`,
    channel &&
      sql`(b.channel_id = ANY(${channel}) OR (b.channel_id IS NULL AND ${channel.includes(NO_CHANNEL)}))`,
    reason && sql`reason = ANY(${reason})`,
  ].filter((part) => typeof part === "object");
}

const view = (row: Row): BouncedView => ({
  connection: { id: row.connection_id, name: row.connection_name ?? "Deleted" },
  address: row.address,
  reason: row.reason,
  detail: row.detail,
  mailId: row.mail_id,
  channel: row.channel_id ? { id: row.channel_id, name: row.channel_name ?? "Deleted" } : null,
  at: row.at.toISOString(),
});

/** The email channels that an address can have bounced at, by name. */
export async function listBouncedChannels(ctx: Ctx): Promise<BouncedChannel[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().emailChannel.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, connectionId: true },
    take: MOST_CHANNELS,
  });
  return rows;
}
