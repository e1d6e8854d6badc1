import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma, type RequestLog } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import {
  formatRowKey,
  type RequestDetail,
  type RequestFilters,
  type RequestQuery,
  type RequestView,
  type RowKey,
} from "./schema.ts";

const { sql } = Prisma;

/**
 * Rows that one page looks through for what no index finds. Bounds every search, however rare the word and however
 * long the log (facts/performance.md §4); the next page goes on where it stopped.
 */
const SEARCH_DEPTH = 20_000;
/** Operations are offered as filters when they are among this many of the newest rows. */
const RECENT_ROWS = 2_000;

const LISTED = sql`id, at, connection_id, operation, method, host, path, status, duration_ms, attempt, request_id, error`;

/** Calls to other systems, newest first, in pages by (at, id). */
export async function listRequests(ctx: Ctx, query: RequestQuery): Promise<ListPage<RequestView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { q } = query;
  const wholeId = q !== undefined && (await isRequestId(q));
  const match = [
    query.operation && sql`operation = ANY(${query.operation})`,
    query.status && sql`(${Prisma.join(query.status.map(statusCondition), " OR ")})`,
    q && !wholeId && searchCondition(q),
  ].filter((part) => typeof part === "object");
  const depth = match.length > 0 ? SEARCH_DEPTH : query.limit + 1;
  const { rows, edge } = await scan(query, wholeId ? q : undefined, match, depth);

  const page = cutPage(rows, query.limit, query, formatRowKey);
  const stopped = page.more ? null : edge;
  const onward = stopped && formatRowKey(stopped);
  return {
    items: page.rows.map(viewRow),
    newer: (query.newer ? onward : null) ?? page.newer ?? (query.older ? formatRowKey(query.older) : null),
    older: (query.newer ? null : onward) ?? page.older ?? (query.newer ? formatRowKey(query.newer) : null),
    searchedTo: stopped?.at.toISOString() ?? null,
  };
}

/** One call; throws `not_found`. */
export async function getRequest(ctx: Ctx, { at, id }: RowKey): Promise<RequestDetail> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().requestLog.findUnique({ where: { at_id: { at, id } } });
  if (!row) throw new AppError("not_found", { detail: "There is no such call, or it is no longer kept." });
  const connection = row.connectionId
    ? await db().connection.findUnique({ where: { id: row.connectionId }, select: { name: true } })
    : null;
  return {
    ...view(row, connection?.name ?? null),
    requestHeaders: row.requestHeaders as Record<string, string>,
    requestBody: row.requestBody,
    responseHeaders: row.responseHeaders as Record<string, string> | null,
    responseBody: row.responseBody,
  };
}

/** What the filters of the list offer: all connections, and the operations that were called of late. */
export async function getRequestFilters(ctx: Ctx): Promise<RequestFilters> {
  requireRole(ctx, "admin", "operator", "auditor");
  const [connections, operations] = await Promise.all([
    db().connection.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
    db().$queryRaw<{ operation: string }[]>`
      SELECT DISTINCT operation
      FROM (SELECT operation FROM request_log ORDER BY at DESC, id DESC LIMIT ${RECENT_ROWS}) AS recent
      ORDER BY operation`,
  ]);
  return { connections, operations: operations.map((row) => row.operation) };
}

type ListedRow = {
  id: string;
  at: Date;
  connection_id: string | null;
  connection_name: string | null;
  operation: string;
  method: string;
  host: string;
  path: string;
  status: number | null;
  duration_ms: number;
  attempt: number;
  request_id: string;
  error: string | null;
};
type Edge = { edge_at: Date | null; edge_id: string | null };

/**
 * Walks the log from the cursor through at most `depth` rows and keeps those that match: one more than a page, newest
 * first. `edge` is the last row looked at when the walk stopped there. One statement, so that rows and edge are of one moment.
 */
async function scan(query: RequestQuery, requestId: string | undefined, match: Prisma.Sql[], depth: number) {
  const order = query.newer ? sql`at ASC, id ASC` : sql`at DESC, id DESC`;
  const place = [
    query.older && sql`(at, id) < (${time(query.older.at)}, ${query.older.id})`,
    query.newer && sql`(at, id) > (${time(query.newer.at)}, ${query.newer.id})`,
    query.from && sql`at >= ${time(query.from)}`,
    query.to && sql`at < ${time(query.to)}`,
    query.connection && sql`connection_id = ANY(${query.connection})`,
    requestId && sql`request_id = ${requestId}`,
  ].filter((part) => typeof part === "object");
  const found = await db().$queryRaw<((ListedRow | { id: null }) & Edge)[]>`
    WITH scanned AS MATERIALIZED (
      SELECT ${LISTED} FROM request_log WHERE ${all(place)} ORDER BY ${order} LIMIT ${depth}
    ), edge AS (
      SELECT at AS edge_at, id AS edge_id FROM scanned ORDER BY ${order} OFFSET ${depth - 1} LIMIT 1
    ), found AS (
      SELECT * FROM scanned WHERE ${all(match)} ORDER BY ${order} LIMIT ${query.limit + 1}
    )
    SELECT found.*, edge.*, connection.name AS connection_name
    FROM (SELECT) AS always
      LEFT JOIN edge ON true
      LEFT JOIN found ON true
      LEFT JOIN connection ON connection.id = found.connection_id
    ORDER BY found.at DESC, found.id DESC`;
  const rows = found.filter((row): row is ListedRow & Edge => row.id !== null);
  const { edge_at: at = null, edge_id: id = null } = found[0] ?? {};
  return { rows, edge: at && id !== null ? { at, id } : null };
}

const all = (parts: Prisma.Sql[]) => (parts.length > 0 ? Prisma.join(parts, " AND ") : sql`true`);

/** Sent as text with its zone: PostgreSQL would read a bare time in the zone of the session. */
const time = (at: Date) => sql`${at.toISOString()}::timestamptz`;

function statusCondition(statusClass: string): Prisma.Sql {
  if (statusClass === "none") return sql`status IS NULL`;
  const first = Number(statusClass.charAt(0)) * 100;
  return sql`status BETWEEN ${first} AND ${first + 99}`;
}

const searchCondition = (text: string) =>
  sql`(path ILIKE ${likeText(text)} OR operation ILIKE ${likeText(text)} OR starts_with(request_id, ${text}))`;

/** A whole request id has an index of its own. */
async function isRequestId(text: string): Promise<boolean> {
  if (!/^[\w-]{8,64}$/.test(text)) return false;
  return (await db().requestLog.findFirst({ where: { requestId: text }, select: { id: true } })) !== null;
}

const viewRow = ({ connection_id, connection_name, duration_ms, request_id, ...row }: ListedRow) =>
  view(
    { ...row, connectionId: connection_id, durationMs: duration_ms, requestId: request_id },
    connection_name,
  );

type Listed = Omit<RequestLog, "requestHeaders" | "requestBody" | "responseHeaders" | "responseBody">;

function view(row: Listed, connectionName: string | null): RequestView {
  return {
    key: formatRowKey(row),
    at: row.at.toISOString(),
    connectionId: row.connectionId,
    connectionName,
    operation: row.operation,
    method: row.method,
    host: row.host,
    path: row.path,
    status: row.status,
    durationMs: row.durationMs,
    attempt: row.attempt,
    requestId: row.requestId,
    error: row.error,
  };
}
