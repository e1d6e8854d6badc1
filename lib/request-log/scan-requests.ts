import "server-only";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { RequestQuery, RowKey } from "./schema.ts";

const { sql } = Prisma;

/**
 * Rows that one page looks through for what no index finds. Bounds every list, however rare the thing and however
 * long the log (facts/performance.md §4); the next page goes on where it stopped.
 */
const SCAN_DEPTH = 20_000;
/** Rows that are looked through first: enough for what is common, and a tenth of the work. */
const NEAR_DEPTH = 2_000;
/** A search that has not filled its page after this many milliseconds stops at the end of a month. */
const SEARCH_MS = 1_000;

export const LISTED = sql`id, at, connection_id, operation, method, host, path, status, duration_ms, attempt, request_id, error`;

export type ListedRow = {
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
type Found = { rows: ListedRow[]; edge: RowKey | null };

/** A page of calls and one more, newest first. `edge` is where the walk stopped before it had seen all there is. */
export async function scanRequests(query: RequestQuery): Promise<Found> {
  const asked = await readSearch(query.q);
  const place = placeOf(query);
  if (asked.kind === "id") place.push(asked.condition);
  const match = matchOf(query);
  if (asked.kind !== "words" && match.length === 0) return walk(query, place, [], query.limit + 1);
  const wanted = asked.kind === "words" ? [...match, asked.condition] : match;
  const near = await walk(query, place, wanted, NEAR_DEPTH);
  if (near.rows.length > query.limit || !near.edge) return near;
  if (asked.kind !== "words") return walk(query, place, match, SCAN_DEPTH);
  return searchMonths(query, [...place, ...match, asked.condition], near);
}

/**
 * Walks the log from the cursor through at most `depth` rows and keeps those that match. One statement, so that rows
 * and edge are of one moment.
 */
async function walk(
  query: RequestQuery,
  place: Prisma.Sql[],
  match: Prisma.Sql[],
  depth: number,
): Promise<Found> {
  const order = orderOf(query);
  const found = await db().$queryRaw<
    ((ListedRow | { id: null }) & { edge_at: Date | null; edge_id: string | null })[]
  >`
    WITH scanned AS MATERIALIZED (
      SELECT ${LISTED}, words FROM request_log WHERE ${all([...beyond(query), ...place])} ORDER BY ${order} LIMIT ${depth}
    ), edge AS (
      SELECT at AS edge_at, id AS edge_id FROM scanned ORDER BY ${order} OFFSET ${depth - 1} LIMIT 1
    ), found AS (
      SELECT ${LISTED} FROM scanned WHERE ${all(match)} ORDER BY ${order} LIMIT ${query.limit + 1}
    )
    SELECT found.*, edge.*, connection.name AS connection_name
    FROM (SELECT) AS always
      LEFT JOIN edge ON true
      LEFT JOIN found ON true
      LEFT JOIN connection ON connection.id = found.connection_id
    ORDER BY found.at DESC, found.id DESC`;
  const rows = found.filter((row): row is ListedRow & { edge_at: Date; edge_id: string } => row.id !== null);
  const { edge_at: at = null, edge_id: id = null } = found[0] ?? {};
  return { rows, edge: at && id !== null ? { at, id } : null };
}

/**
 * Goes on month by month, each asked of the index of words as a whole: an index of words knows no order, and with
 * ORDER BY and LIMIT alone the planner walks the whole log for a rare word (facts/performance.md §4).
 */
async function searchMonths(query: RequestQuery, conditions: Prisma.Sql[], near: Found): Promise<Found> {
  const upwards = query.newer !== undefined;
  const [bounds] = await db().$queryRaw<{ oldest: Date | null; newest: Date | null }[]>`
    SELECT min(at) AS oldest, max(at) AS newest FROM request_log`;
  const last = upwards ? (query.to ?? bounds?.newest) : (query.from ?? bounds?.oldest);
  let edge = near.edge;
  const rows = [...near.rows];
  const startedAt = performance.now();
  while (edge && last && rows.length <= query.limit) {
    if (performance.now() - startedAt > SEARCH_MS) return { rows: newestFirst(rows), edge };
    const end = monthEdge(edge.at, upwards);
    const cursor = upwards ? { newer: edge } : { older: edge };
    const month = upwards ? sql`at < ${time(end)}` : sql`at >= ${time(end)}`;
    rows.push(
      ...(await db().$queryRaw<ListedRow[]>`
        WITH hits AS MATERIALIZED (
          SELECT ${LISTED} FROM request_log WHERE ${all([...beyond(cursor), month, ...conditions])}
        )
        SELECT hits.*, connection.name AS connection_name
        FROM hits LEFT JOIN connection ON connection.id = hits.connection_id
        ORDER BY ${orderOf(query)} LIMIT ${query.limit + 1 - rows.length}`),
    );
    edge = (upwards ? end > last : end <= last) ? null : { at: end, id: LOWEST_ID };
  }
  return { rows: newestFirst(rows), edge: null };
}

/** Sorts before the id of every row. */
const LOWEST_ID = "0";

/** Where the UTC month of a moment begins, or the next one; from the very beginning on, the month before. */
function monthEdge(at: Date, upwards: boolean): Date {
  if (upwards) return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
  const begins = Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
  return begins < at.getTime()
    ? new Date(begins)
    : new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1));
}

const newestFirst = (rows: ListedRow[]) =>
  rows.sort((a, b) => b.at.getTime() - a.at.getTime() || (b.id < a.id ? -1 : 1));

type Search = { kind: "none" } | { kind: "id" | "words"; condition: Prisma.Sql };

/** What a search is for: a request id, of which the beginning is enough, or words. */
async function readSearch(text: string | undefined): Promise<Search> {
  if (text === undefined) return { kind: "none" };
  if (/^[\w-]{8,64}$/.test(text)) {
    const condition = beginsWith(text);
    const known = await db().$queryRaw<unknown[]>`SELECT 1 FROM request_log WHERE ${condition} LIMIT 1`;
    if (known.length > 0) return { kind: "id", condition };
  }
  return { kind: "words", condition: wordsCondition(text) };
}

/** Compares bytes, as the index does; `text` is ASCII, so that its last character has a successor. */
function beginsWith(text: string): Prisma.Sql {
  const after = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
  return sql`request_id ~>=~ ${text} AND request_id ~<~ ${after}`;
}

function wordsCondition(text: string): Prisma.Sql {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return sql`false`;
  const wanted = words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word)).join(" & ");
  return sql`words @@ to_tsquery('simple', ${wanted})`;
}

/** What indexes find. */
export function placeOf(query: Omit<RequestQuery, "older" | "newer" | "limit">): Prisma.Sql[] {
  const { from, to, connection, operation, status } = query;
  return [
    from && sql`at >= ${time(from)}`,
    to && sql`at < ${time(to)}`,
    connection && sql`connection_id = ANY(${connection})`,
    operation && sql`operation = ANY(${operation})`,
    // The words of the partial index, so that it is used.
    status?.every((one) => one === "4xx" || one === "5xx" || one === "none") &&
      sql`(status IS NULL OR status >= 400)`,
  ].filter((part) => typeof part === "object");
}

/** What has to be looked at row by row. */
export function matchOf({
  status,
  method,
  host,
}: Pick<RequestQuery, "status" | "method" | "host">): Prisma.Sql[] {
  return [
    status && sql`(${Prisma.join(status.map(statusCondition), " OR ")})`,
    method && sql`method = ANY(${method})`,
    host && sql`host = ANY(${host})`,
  ].filter((part) => typeof part === "object");
}

/** All conditions of a search, for a list that is written out whole. */
export async function conditionsOf(
  query: Omit<RequestQuery, "older" | "newer" | "limit">,
): Promise<Prisma.Sql> {
  const asked = await readSearch(query.q);
  return all([...placeOf(query), ...matchOf(query), ...(asked.kind === "none" ? [] : [asked.condition])]);
}

function beyond({ older, newer }: Pick<RequestQuery, "older" | "newer">): Prisma.Sql[] {
  return [
    older && sql`(at, id) < (${time(older.at)}, ${older.id})`,
    newer && sql`(at, id) > (${time(newer.at)}, ${newer.id})`,
  ].filter((part) => typeof part === "object");
}

const orderOf = ({ newer }: RequestQuery) => (newer ? sql`at ASC, id ASC` : sql`at DESC, id DESC`);

const all = (parts: Prisma.Sql[]) => (parts.length > 0 ? Prisma.join(parts, " AND ") : sql`true`);

/** Sent as text with its zone: PostgreSQL would read a bare time in the zone of the session. */
const time = (at: Date) => sql`${at.toISOString()}::timestamptz`;

function statusCondition(statusClass: string): Prisma.Sql {
  if (statusClass === "none") return sql`status IS NULL`;
  const first = Number(statusClass.charAt(0)) * 100;
  return sql`status BETWEEN ${first} AND ${first + 99}`;
}
