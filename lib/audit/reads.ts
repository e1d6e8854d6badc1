import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import type { AuditDetail, AuditFilters, AuditQuery, AuditView } from "./schema.ts";

const { sql } = Prisma;

/** Rows that one page looks through for what no index finds; the next page goes on where it stopped. */
const SEARCH_DEPTH = 20_000;
/** Actors, actions and kinds of objects are offered as filters when they are among this many of the newest rows. */
const RECENT_ROWS = 2_000;

/** What was done, newest first, in pages by seq. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<ListPage<AuditView>> {
  requireRole(ctx, "admin", "auditor");
  const match = matchOf(query);
  const { rows, edge } = await scan(query, match, match.length > 0 ? SEARCH_DEPTH : query.limit + 1);
  const page = cutPage(rows, query.limit, query, (row) => String(row.seq));
  const stopped = page.more ? null : edge;
  const onward = stopped && String(stopped.seq);
  return {
    items: page.rows.map(viewRow),
    newer: (query.newer === undefined ? null : onward) ?? page.newer ?? (query.older?.toString() || null),
    older: (query.newer === undefined ? onward : null) ?? page.older ?? (query.newer?.toString() || null),
    searchedTo: stopped?.at.toISOString() ?? null,
  };
}

/** One row with what changed; throws `not_found`. */
export async function getAuditEntry(ctx: Ctx, seq: number): Promise<AuditDetail> {
  requireRole(ctx, "admin", "auditor");
  const row = await db().auditEntry.findFirst({ where: { seq } });
  if (!row) throw new AppError("not_found", { detail: "There is no such row in the audit log." });
  const { before, after, hash, prevHash } = row;
  return { ...view(row), before, after, hash: hex(hash), prevHash: hex(prevHash) };
}

/** What the filters of the list offer. */
export async function getAuditFilters(ctx: Ctx): Promise<AuditFilters> {
  requireRole(ctx, "admin", "auditor");
  const recent = await db().auditEntry.findMany({
    orderBy: { seq: "desc" },
    take: RECENT_ROWS,
    select: { actorId: true, actorName: true, action: true, object: true },
  });
  // Of somebody renamed, the newest name stays: it comes first, and a Map keeps the place but takes the last value.
  const actors = new Map(recent.toReversed().map((row) => [row.actorId, row.actorName]));
  const distinct = (texts: string[]) => [...new Set(texts)].sort();
  return {
    actors: [...actors]
      .map(([id, name]) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name, "en")),
    actions: distinct(recent.map((row) => row.action)),
    objectKinds: distinct(recent.map((row) => row.object.split(":")[0] ?? "")),
  };
}

function matchOf({ q, actor, action, object }: AuditQuery): Prisma.Sql[] {
  return [
    actor && sql`actor_id = ANY(${actor})`,
    action && sql`action = ANY(${action})`,
    object && sql`(object = ANY(${object}) OR split_part(object, ':', 1) = ANY(${object}))`,
    q &&
      sql`(object ILIKE ${likeText(q)} OR action ILIKE ${likeText(q)} OR actor_name ILIKE ${likeText(q)}
        OR starts_with(request_id, ${q}))`,
  ].filter((part) => typeof part === "object");
}

type ListedRow = {
  seq: bigint;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  object: string;
  request_id: string;
  ip: string | null;
};
type Edge = { edge_seq: bigint | null; edge_at: Date | null };

/**
 * Walks the log from the cursor through at most `depth` rows and keeps those that match: one more than a page, newest
 * first. `edge` is the last row looked at when the walk stopped there. One statement, so that rows and edge are of one moment.
 */
async function scan(query: AuditQuery, match: Prisma.Sql[], depth: number) {
  const order = query.newer === undefined ? sql`seq DESC` : sql`seq ASC`;
  const place = [
    query.older !== undefined && sql`seq < ${query.older}`,
    query.newer !== undefined && sql`seq > ${query.newer}`,
    query.from && sql`at >= ${query.from.toISOString()}::timestamptz`,
    query.to && sql`at < ${query.to.toISOString()}::timestamptz`,
  ].filter((part) => typeof part === "object");
  const found = await db().$queryRaw<((ListedRow | { seq: null }) & Edge)[]>`
    WITH scanned AS MATERIALIZED (
      SELECT seq, at, actor_kind, actor_id, actor_name, action, object, request_id, ip
      FROM audit_entry WHERE ${all(place)} ORDER BY ${order} LIMIT ${depth}
    ), edge AS (
      SELECT seq AS edge_seq, at AS edge_at FROM scanned ORDER BY ${order} OFFSET ${depth - 1} LIMIT 1
    ), found AS (
      SELECT * FROM scanned WHERE ${all(match)} ORDER BY ${order} LIMIT ${query.limit + 1}
    )
    SELECT found.*, edge.*
    FROM (SELECT) AS always LEFT JOIN edge ON true LEFT JOIN found ON true
    ORDER BY found.seq DESC`;
  const rows = found.filter((row): row is ListedRow & Edge => row.seq !== null);
  const { edge_seq: seq = null, edge_at: at = null } = found[0] ?? {};
  return { rows, edge: at && seq !== null ? { seq, at } : null };
}

const all = (parts: Prisma.Sql[]) => (parts.length > 0 ? Prisma.join(parts, " AND ") : sql`true`);

const viewRow = ({ actor_kind, actor_id, actor_name, request_id, ...row }: ListedRow) =>
  view({ ...row, actorKind: actor_kind, actorId: actor_id, actorName: actor_name, requestId: request_id });

type Listed = {
  seq: bigint;
  at: Date;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  object: string;
  requestId: string;
  ip: string | null;
};

function view(row: Listed): AuditView {
  return {
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    object: row.object,
    requestId: row.requestId,
    ip: row.ip,
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
