import "server-only";
import type pg from "pg";
import { inTransaction } from "#lib/handover/relay/transaction.ts";

const DAY_MS = 86_400_000;
/** Rows of one DELETE: short enough that nobody waits for its locks. */
const BATCH = 5_000;
/** Batches of one run; the next run goes on. */
const MAX_BATCHES = 200;
/** Dropping a month waits for those who read the log, and everybody else waits for it. */
const LOCK_TIMEOUT_MS = 2_000;

export type Cleared = {
  months: number;
  requests: number;
  calls: number;
  events: number;
  transfers: number;
  /** Calls that were placed. */
  outbound: number;
  /** Call lists none of whose calls is left. */
  lists: number;
};

/**
 * Clears away what is older than the retention settings say: whole months by dropping their partition, the rest row by
 * row. What the relay still has to carry out stays, however old it is, and so do calls that have not ended, and the tally of
 * transfers: it names nobody.
 */
export async function clearLogs(pool: pg.Pool, now: Date): Promise<Cleared> {
  const { rows } = await pool.query<Record<"requests" | "deliveries" | "transfers" | "outbound", number>>(
    `SELECT request_log_days AS requests, deliveries_days AS deliveries, transfer_days AS transfers,
       outbound_days AS outbound FROM retention WHERE id = 1`,
  );
  const before = (days = 30) => new Date(now.getTime() - days * DAY_MS);
  const [requests, deliveries] = [before(rows[0]?.requests), before(rows[0]?.deliveries)];
  const transfers = before(rows[0]?.transfers ?? 400);
  const outbound = before(rows[0]?.outbound ?? 400);
  return {
    months:
      (await dropMonths(pool, "request_log", requests)) +
      (await dropMonths(pool, "bridge_call", deliveries)) +
      (await dropMonths(pool, "transfer", transfers)),
    requests: await deleteInBatches(pool, DELETE_REQUESTS, requests),
    calls: await deleteInBatches(pool, DELETE_CALLS, deliveries),
    events: await deleteInBatches(pool, DELETE_EVENTS, deliveries),
    transfers: await deleteInBatches(pool, DELETE_TRANSFERS, transfers),
    outbound: await deleteInBatches(pool, DELETE_OUTBOUND, outbound),
    lists: await deleteInBatches(pool, DELETE_LISTS, outbound),
  };
}

const oldRows = (table: string) =>
  `DELETE FROM ${table} WHERE (at, id) IN (SELECT at, id FROM ${table} WHERE at < $1 ORDER BY at, id LIMIT ${BATCH})`;
const DELETE_REQUESTS = oldRows("request_log");
const DELETE_CALLS = oldRows("bridge_call");
const DELETE_TRANSFERS = oldRows("transfer");
/** With the idempotency keys that led to them: a key without its call would answer with nothing. */
const DELETE_OUTBOUND = `WITH gone AS (
    DELETE FROM outbound_call WHERE id IN (
      SELECT id FROM outbound_call WHERE at < $1 AND ended_at IS NOT NULL ORDER BY at, id LIMIT ${BATCH}) RETURNING id
  ), keys AS (DELETE FROM outbound_key WHERE call_id IN (SELECT id FROM gone))
  SELECT id FROM gone`;
const DELETE_LISTS = `DELETE FROM outbound_list WHERE id IN (
  SELECT l.id FROM outbound_list l
  WHERE l.at < $1 AND NOT EXISTS (SELECT FROM outbound_call c WHERE c.list_id = l.id) ORDER BY l.at, l.id LIMIT ${BATCH})`;
const DELETE_EVENTS = `DELETE FROM relay_event WHERE id IN (
  SELECT e.id FROM relay_event e
  WHERE e.received_at < $1 AND NOT EXISTS (SELECT FROM relay_waiting w WHERE w.shard = e.shard AND w.event_id = e.id)
  ORDER BY e.received_at, e.id LIMIT ${BATCH})`;

/** A log that is being read or copied out right now keeps its months until the next run. */
async function dropMonths(pool: pg.Pool, table: string, moment: Date): Promise<number> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      const { rows } = await client.query<{ n: number }>("SELECT drop_months_before($1, $2) AS n", [
        table,
        moment,
      ]);
      return rows[0]?.n ?? 0;
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === "55P03") return 0;
    throw error;
  }
}

async function deleteInBatches(pool: pg.Pool, text: string, moment: Date): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const count = (await pool.query(text, [moment])).rowCount ?? 0;
    deleted += count;
    if (count < BATCH) break;
  }
  return deleted;
}
