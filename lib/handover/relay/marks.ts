import "server-only";
import type pg from "pg";
import { type Lease, LeaseLost, type RelayRow } from "./row.ts";

const DONE = 1;
const PARKED = 2;

const MARK = `UPDATE relay_event e SET state = $2::smallint, done_at = CASE WHEN $2::smallint = 1 THEN now() END, next_at = NULL, error = $3
FROM relay_shard s WHERE e.id = $1 AND e.state = 0 AND s.shard = e.shard AND s.fence = $4`;

/**
 * Marks an event done inside the transaction of its effect. Throws LeaseLost, and so undoes the effect, when it was
 * done already or the shard has another holder. Call it first: the loser then waits here instead of writing.
 */
export async function settle(
  client: pg.PoolClient,
  row: RelayRow,
  lease: Lease,
  note: string | null = null,
): Promise<void> {
  const query = { name: "relay.settle", text: MARK, values: [row.id, DONE, note, lease.fence] };
  if ((await client.query(query)).rowCount === 0) throw new LeaseLost(row.shard);
}

/** Marks a whole run of events done inside the transaction of their effects; the same promise as `settle`. */
export async function settleAll(client: pg.PoolClient, rows: readonly RelayRow[], leases: readonly Lease[]) {
  const ids = rows.map((row) => row.id);
  if ((await markDone(client, ids, leases)) < ids.length) throw new LeaseLost(rows[0]?.shard ?? 0);
}

/** Keeps an event for a later try by hand, inside the transaction that parks its conversation. */
export async function settleParked(client: pg.PoolClient, row: RelayRow, lease: Lease, reason: string) {
  const query = { name: "relay.settle", text: MARK, values: [row.id, PARKED, reason, lease.fence] };
  if ((await client.query(query)).rowCount === 0) throw new LeaseLost(row.shard);
}

/** Marks events done, as far as their shards are still held; returns how many. */
export async function markDone(
  client: Pick<pg.Pool, "query">,
  ids: readonly number[],
  leases: readonly Lease[],
): Promise<number> {
  return mark(client, DONE, ids, leases);
}

export async function markParked(
  client: Pick<pg.Pool, "query">,
  ids: readonly number[],
  leases: readonly Lease[],
): Promise<number> {
  return mark(client, PARKED, ids, leases);
}

async function mark(
  client: Pick<pg.Pool, "query">,
  state: number,
  ids: readonly number[],
  leases: readonly Lease[],
): Promise<number> {
  const result = await client.query({
    name: "relay.mark",
    text: `UPDATE relay_event e SET state = $1::smallint, done_at = CASE WHEN $1::smallint = 1 THEN now() END, next_at = NULL, error = NULL
      FROM unnest($3::smallint[], $4::bigint[]) AS l(shard, fence)
      JOIN relay_shard s ON s.shard = l.shard AND s.fence = l.fence
      WHERE e.id = ANY($2::bigint[]) AND e.state = 0 AND e.shard = l.shard`,
    values: [state, ids, leases.map((lease) => lease.shard), leases.map((lease) => lease.fence)],
  });
  return result.rowCount ?? 0;
}

/**
 * Notes that an event is being tried, before anything leaves the house: after a crash the next holder sees that a
 * send may have happened and asks the other side first.
 */
export async function noteAttempt(
  client: Pick<pg.Pool, "query">,
  row: RelayRow,
  lease: Lease,
): Promise<void> {
  const { rowCount } = await client.query({
    name: "relay.attempt",
    text: `UPDATE relay_event e SET attempts = $2 FROM relay_shard s
      WHERE e.id = $1 AND e.state = 0 AND s.shard = e.shard AND s.fence = $3`,
    values: [row.id, row.attempts + 1, lease.fence],
  });
  if (rowCount === 0) throw new LeaseLost(row.shard);
}

/** Lets an event, and with it its conversation, wait until `nextAt`. */
export async function postpone(
  client: Pick<pg.Pool, "query">,
  row: RelayRow,
  nextAt: Date,
  reason: string,
): Promise<void> {
  await client.query({
    name: "relay.postpone",
    text: "UPDATE relay_event SET attempts = $2, next_at = $3, error = $4 WHERE id = $1 AND state = 0",
    values: [row.id, row.attempts + 1, nextAt, reason.slice(0, 1_000)],
  });
}
