import "server-only";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { DeliveryKey, DeliveryQuery } from "./schema.ts";

const { sql } = Prisma;

/** Rows that one page looks through for what no index finds; the next page goes on where it stopped. */
const SEARCH_DEPTH = 20_000;
const PARKED = 2;

export type DeliveryRow = {
  id: number;
  at: Date;
  endpoint: string;
  kind: string | null;
  verdict: string;
  event_id: number | null;
  times: number;
  status: number | null;
  result: string | null;
  attempts: number | null;
  next_at: Date | null;
  note: string | null;
  provider_id: string | null;
  provider_name: string | null;
  conversation_key: string | null;
  external_id: string | null;
  request_id: string | null;
  caller: string | null;
  payload: unknown;
};
type Listed = Omit<DeliveryRow, "payload">;

/** Both kinds of rows in one form: events that were stored, and calls that became none. */
const EVENT = sql`e.id, e.received_at AS at, coalesce(e.endpoint, 'patchbay') AS endpoint, e.kind, 'accepted' AS verdict,
  NULL::bigint AS event_id, 1 AS times, NULL::int AS status,
  CASE w.state WHEN 0 THEN 'waiting' WHEN ${PARKED}::smallint THEN 'parked'
    ELSE CASE WHEN e.ignored THEN 'ignored' ELSE 'done' END END AS result,
  w.attempts, w.next_at, coalesce(w.error, e.note) AS note, e.provider_id, e.conversation_key, e.external_id,
  NULL AS request_id, NULL AS caller`;
const CALL = sql`c.id, c.at, c.endpoint, NULL AS kind, c.verdict, c.event_id, c.times, c.status, NULL AS result,
  NULL::smallint AS attempts, NULL::timestamptz AS next_at, c.detail AS note, c.provider_id, c.conversation_key,
  NULL AS external_id, c.request_id, c.caller`;

/**
 * Walks both tables from the cursor through at most `SEARCH_DEPTH` rows and keeps those that match: one more than a
 * page, newest first. `edge` is the last row looked at when the walk stopped there.
 */
export async function scanDeliveries(
  query: DeliveryQuery,
): Promise<{ rows: Listed[]; edge: DeliveryKey | null }> {
  const match = matchOf(query);
  const depth = match.length > 0 ? SEARCH_DEPTH : query.limit + 1;
  const order = query.newer ? sql`at ASC, id ASC` : sql`at DESC, id DESC`;
  const sources = [
    wantsEvents(query) && eventsFrom(query, depth, order),
    wantsCalls(query) && callsFrom(query, depth, order),
  ].filter((source) => typeof source === "object");
  if (sources.length === 0) return { rows: [], edge: null };
  const found = await db().$queryRaw<(Raw<Listed> & { edge_at: Date | null; edge_id: bigint | null })[]>`
    WITH scanned AS MATERIALIZED (
      SELECT * FROM (${Prisma.join(sources, " UNION ALL ")}) AS both_kinds ORDER BY ${order} LIMIT ${depth}
    ), edge AS (
      SELECT at AS edge_at, id AS edge_id FROM scanned ORDER BY ${order} OFFSET ${depth - 1} LIMIT 1
    ), found AS (
      SELECT * FROM scanned WHERE ${all(match)} ORDER BY ${order} LIMIT ${query.limit + 1}
    )
    SELECT found.*, edge.*, p.name AS provider_name
    FROM (SELECT) AS always
      LEFT JOIN edge ON true
      LEFT JOIN found ON true
      LEFT JOIN handover_provider p ON p.id = found.provider_id
    ORDER BY found.at DESC, found.id DESC`;
  const rows = found.filter((row) => row.id !== null).map(numbered);
  const { edge_at: at = null, edge_id: id = null } = found[0] ?? {};
  return { rows, edge: at && id !== null ? { at, id: Number(id) } : null };
}

/** One delivery with its payload, whichever kind it is. */
export async function findDelivery(id: number): Promise<DeliveryRow | undefined> {
  const [row] = await db().$queryRaw<Raw<DeliveryRow>[]>`
    SELECT both_kinds.*, p.name AS provider_name FROM (
      SELECT ${EVENT}, e.payload FROM relay_event e
        LEFT JOIN relay_waiting w ON w.shard = e.shard AND w.event_id = e.id WHERE e.id = ${id}
      UNION ALL SELECT ${CALL}, c.payload FROM bridge_call c WHERE c.id = ${id}
    ) AS both_kinds LEFT JOIN handover_provider p ON p.id = both_kinds.provider_id`;
  return row && numbered(row);
}

/** Prisma gives bigint columns as such; numbers of deliveries fit a JS number. */
type Raw<R extends Listed> = Omit<R, "id" | "event_id"> & { id: bigint; event_id: bigint | null };
const numbered = <R extends Listed>(row: Raw<R>) =>
  ({
    ...row,
    id: Number(row.id),
    event_id: row.event_id === null ? null : Number(row.event_id),
  }) as unknown as R;

function eventsFrom(query: DeliveryQuery, depth: number, order: Prisma.Sql): Prisma.Sql {
  const place = all(placeOf(query, sql`e.received_at`, sql`e.id`, sql`e.conversation_key`));
  const states = queueStates(query);
  // What waits is little beside what was ever stored: begin at the queue, whatever the planner thinks.
  const from = states
    ? sql`(SELECT * FROM relay_waiting WHERE state = ANY(${states}::smallint[])) AS w
        JOIN LATERAL (SELECT * FROM relay_event WHERE id = w.event_id OFFSET 0) AS e ON true`
    : sql`relay_event e LEFT JOIN relay_waiting w ON w.shard = e.shard AND w.event_id = e.id`;
  return sql`(SELECT ${EVENT} FROM ${from} WHERE ${place} ORDER BY ${order} LIMIT ${depth})`;
}

function callsFrom(query: DeliveryQuery, depth: number, order: Prisma.Sql): Prisma.Sql {
  const place = all(placeOf(query, sql`c.at`, sql`c.id`, sql`c.conversation_key`));
  return sql`(SELECT ${CALL} FROM bridge_call c WHERE ${place} ORDER BY ${order} LIMIT ${depth})`;
}

/** The states of the queue that are asked for; undefined when other rows are wanted too. */
function queueStates({ result }: DeliveryQuery): number[] | undefined {
  if (!result || result.includes("done") || result.includes("ignored")) return undefined;
  return result.map((one) => (one === "parked" ? PARKED : 0));
}

const wantsEvents = ({ verdict }: DeliveryQuery) => !verdict || verdict.includes("accepted");
const wantsCalls = ({ result }: DeliveryQuery) => !result;

function placeOf(
  query: DeliveryQuery,
  at: Prisma.Sql,
  id: Prisma.Sql,
  conversation: Prisma.Sql,
): Prisma.Sql[] {
  const { older, newer, from, to, q } = query;
  return [
    older && sql`(${at}, ${id}) < (${time(older.at)}, ${older.id})`,
    newer && sql`(${at}, ${id}) > (${time(newer.at)}, ${newer.id})`,
    from && sql`${at} >= ${time(from)}`,
    to && sql`${at} < ${time(to)}`,
    query.conversation && sql`${conversation} = ${query.conversation}`,
    q && /^cnv_[0-9a-f]{32}$/.test(q) && sql`${conversation} = ${q}`,
    q && /^\d{1,15}$/.test(q) && sql`${id} = ${Number(q)}`,
  ].filter((part) => typeof part === "object");
}

function matchOf({ q, verdict, result, endpoint, handover }: DeliveryQuery): Prisma.Sql[] {
  const isPlace = q !== undefined && /^(?:cnv_[0-9a-f]{32}|\d{1,15})$/.test(q);
  return [
    verdict && sql`verdict = ANY(${verdict})`,
    result && sql`result = ANY(${result})`,
    endpoint && sql`endpoint = ANY(${endpoint})`,
    handover && sql`provider_id = ANY(${handover})`,
    q && !isPlace && sql`(external_id = ${q} OR request_id = ${q} OR caller = ${q})`,
  ].filter((part) => typeof part === "object");
}

const all = (parts: Prisma.Sql[]) => (parts.length > 0 ? Prisma.join(parts, " AND ") : sql`true`);

/** Sent as text with its zone: PostgreSQL would read a bare time in the zone of the session. */
const time = (at: Date) => sql`${at.toISOString()}::timestamptz`;
