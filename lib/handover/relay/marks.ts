import "server-only";
import type pg from "pg";
import { type Lease, LeaseLost, type RelayRow } from "./row.ts";

const PARKED = 2;

/**
 * Takes an event off the queue inside the transaction of its effect. Throws LeaseLost, and so undoes the effect, when
 * it was done already or the shard has another holder. Call it first: the loser then waits here instead of writing.
 */
export async function settle(
  client: pg.PoolClient,
  row: RelayRow,
  lease: Lease,
  note: string | null = null,
): Promise<void> {
  if ((await markDone(client, [{ id: row.id, ...lease }])) === 0) throw new LeaseLost(row.shard);
  if (note) await client.query("UPDATE relay_event SET note = $2 WHERE id = $1", [row.id, note]);
}

/** Takes an event off the queue that changes nothing, and says why. */
export async function settleIgnored(
  client: pg.PoolClient,
  row: RelayRow,
  lease: Lease,
  reason: string,
): Promise<void> {
  if ((await markDone(client, [{ id: row.id, ...lease }])) === 0) throw new LeaseLost(row.shard);
  await client.query("UPDATE relay_event SET note = $2, ignored = true WHERE id = $1", [row.id, reason]);
}

/** Takes a whole run of events off inside the transaction of their effects; the same promise as `settle`. */
export async function settleAll(
  client: pg.PoolClient,
  rows: readonly RelayRow[],
  leases: readonly Lease[],
): Promise<void> {
  const fences = new Map(leases.map(({ shard, fence }) => [shard, fence]));
  const marks = rows.map(({ id, shard }) => ({ id, shard, fence: fences.get(shard) ?? -1 }));
  if ((await markDone(client, marks)) < marks.length) throw new LeaseLost(rows[0]?.shard ?? 0);
}

/** Keeps an event for a later try by hand, inside the transaction that parks its conversation. */
export async function settleParked(
  client: pg.PoolClient,
  row: RelayRow,
  lease: Lease,
  reason: string,
): Promise<void> {
  if ((await markParked(client, [{ id: row.id, ...lease }], reason)) === 0) throw new LeaseLost(row.shard);
}

/** An event, and the right by which it is marked. */
export type Mark = Lease & { id: number };

type Client = Pick<pg.Pool, "query">;

const columnsOf = (marks: readonly Mark[]) => [
  marks.map((mark) => mark.id),
  marks.map((mark) => mark.shard),
  marks.map((mark) => mark.fence),
];

const MARKED = `unnest($1::bigint[], $2::smallint[], $3::bigint[]) AS m(id, shard, fence)
  JOIN relay_shard s ON s.shard = m.shard AND s.fence = m.fence
  WHERE w.shard = m.shard AND w.event_id = m.id AND w.state = 0`;

/** Takes events off the queue, as far as their shards are still held; returns how many. */
export async function markDone(client: Client, marks: readonly Mark[]): Promise<number> {
  const query = { name: "relay.done", text: `DELETE FROM relay_waiting w USING ${MARKED}` };
  return (await client.query({ ...query, values: columnsOf(marks) })).rowCount ?? 0;
}

/** Keeps events for a later try by hand, as far as their shards are still held; returns how many. */
export async function markParked(
  client: Client,
  marks: readonly Mark[],
  reason: string | null = null,
): Promise<number> {
  const result = await client.query({
    name: "relay.park",
    text: `UPDATE relay_waiting w SET state = ${PARKED}, next_at = NULL, error = $4 FROM ${MARKED}`,
    values: [...columnsOf(marks), reason],
  });
  return result.rowCount ?? 0;
}

/**
 * Notes that an event is being tried, before anything leaves the house: after a crash the next holder sees that a
 * send may have happened and asks the other side first.
 */
export async function noteAttempt(client: Client, row: RelayRow, lease: Lease): Promise<void> {
  const { rowCount } = await client.query({
    name: "relay.attempt",
    text: `UPDATE relay_waiting w SET attempts = $3 FROM relay_shard s
      WHERE w.shard = $1 AND w.event_id = $2 AND w.state = 0 AND s.shard = w.shard AND s.fence = $4`,
    values: [row.shard, row.id, row.attempts + 1, lease.fence],
  });
  if (rowCount === 0) throw new LeaseLost(row.shard);
}

/** Lets an event, and with it its conversation, wait until `nextAt`. */
export async function postpone(client: Client, row: RelayRow, nextAt: Date, reason: string): Promise<void> {
  await client.query({
    name: "relay.postpone",
    text: `UPDATE relay_waiting SET attempts = $3, next_at = $4, error = $5
      WHERE shard = $1 AND event_id = $2 AND state = 0`,
    values: [row.shard, row.id, row.attempts + 1, nextAt, reason.slice(0, 1_000)],
  });
}
