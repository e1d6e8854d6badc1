import "server-only";
import type pg from "pg";
import { type Held, LATE_MS, MAX_WAIT_MS } from "./due-rows.ts";

/** A row as it was taken. `now` is the clock of the database, in ms. */
export type Claim = Held & { waitedMs: number; resumed: boolean; now: number };
/** A row to be given back, what has been waited by now, and in how many ms it is due again. */
export type Return = Held & { waitedMs: number; afterMs: number };

/** What an integer of PostgreSQL holds, about: 23 days. */
const MOST_MS = 2_000_000_000;

/**
 * Takes rows that are due. Each look adds to what has been waited the time since the last one, but never more than was
 * meant to be waited and a little: a clock that jumps ahead ends nothing, one that jumps back takes nothing away. Neither
 * column of an index changes, so the row is changed in place.
 */
const CLAIM = {
  name: "due.claim",
  text: `WITH taken AS (
      SELECT id, lease_until FROM due
      WHERE queue = $1 AND next_at <= now() AND (lease_until IS NULL OR lease_until <= now())
      ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED
    )
    UPDATE due SET fence = fence + 1, lease_until = now() + $3::int * interval '1 ms', looked_at = now(),
      waited_ms = least(${MOST_MS}, waited_ms + greatest(0, least(
        extract(epoch FROM now() - looked_at) * 1000,
        least(greatest(extract(epoch FROM next_at - looked_at) * 1000, 0), ${MAX_WAIT_MS}) + ${LATE_MS}))::bigint)::int
    FROM taken WHERE due.queue = $1 AND due.id = taken.id
    RETURNING due.id, fence, waited_ms AS "waitedMs", taken.lease_until IS NOT NULL AS resumed,
      extract(epoch FROM now())::float8 * 1000 AS now`,
};

const GIVE_BACK = {
  name: "due.give-back",
  text: `UPDATE due SET next_at = now() + after_ms * interval '1 ms', lease_until = NULL, looked_at = now(), waited_ms = waited
    FROM unnest($2::text[], $3::bigint[], $4::int[], $5::int[]) AS back(back_id, back_fence, after_ms, waited)
    WHERE queue = $1 AND id = back_id AND fence = back_fence`,
};

const DROP = {
  name: "due.drop",
  text: `DELETE FROM due USING unnest($2::text[], $3::bigint[]) AS gone(gone_id, gone_fence)
    WHERE queue = $1 AND id = gone_id AND fence = gone_fence`,
};

const RENEW = {
  name: "due.renew",
  text: `UPDATE due SET lease_until = now() + $4::int * interval '1 ms'
    FROM unnest($2::text[], $3::bigint[]) AS mine(mine_id, mine_fence)
    WHERE queue = $1 AND id = mine_id AND fence = mine_fence AND lease_until IS NOT NULL RETURNING id`,
};

const NEXT = {
  name: "due.next",
  text: `SELECT extract(epoch FROM now())::float8 * 1000 AS now, (
      SELECT extract(epoch FROM next_at - now())::float8 * 1000 FROM due
      WHERE queue = $1 AND (lease_until IS NULL OR lease_until <= now()) ORDER BY next_at LIMIT 1
    ) AS "inMs"`,
};

/** Rows that a clock wrote which has been set back since: their last look lies ahead, or their next one absurdly far. */
const RIGHT = {
  name: "due.right",
  text: `UPDATE due SET next_at = least(next_at, now()), looked_at = least(looked_at, now()),
      lease_until = CASE WHEN lease_until IS NOT NULL THEN least(lease_until, now() + $2::int * interval '1 ms') END
    WHERE queue = $1 AND (looked_at > now() + interval '1 second'
      OR next_at > now() + ${MAX_WAIT_MS + 60_000} * interval '1 ms'
      OR lease_until > now() + ($2::int + 1000) * interval '1 ms')`,
};

export type Claims = ReturnType<typeof createClaims>;

/** What a due table asks of the database, in batches: one statement each, whatever the number of rows. */
export function createClaims(pool: pg.Pool, queue: string, leaseMs: number) {
  const idsOf = (rows: readonly Held[]) => rows.map((row) => row.id);
  const fencesOf = (rows: readonly Held[]) => rows.map((row) => row.fence);
  return {
    claim: async (limit: number): Promise<Claim[]> =>
      (await pool.query<Claim>({ ...CLAIM, values: [queue, limit, leaseMs] })).rows,
    giveBack: async (rows: readonly Return[]): Promise<void> => {
      const afterMs = rows.map((row) => Math.round(Math.min(Math.max(row.afterMs, 0), MAX_WAIT_MS)));
      const waited = rows.map((row) => Math.min(Math.round(row.waitedMs), MOST_MS));
      await pool.query({ ...GIVE_BACK, values: [queue, idsOf(rows), fencesOf(rows), afterMs, waited] });
    },
    drop: async (rows: readonly Held[]): Promise<void> => {
      await pool.query({ ...DROP, values: [queue, idsOf(rows), fencesOf(rows)] });
    },
    /** Ids of those that are still held. */
    renew: async (rows: readonly Held[]): Promise<Set<string>> => {
      const kept = await pool.query<{ id: string }>({
        ...RENEW,
        values: [queue, idsOf(rows), fencesOf(rows), leaseMs],
      });
      return new Set(kept.rows.map((row) => row.id));
    },
    /** The clock of the database, and in how many ms a row is due; null when there is none. */
    next: async (): Promise<{ now: number; inMs: number | null }> =>
      (await pool.query<{ now: number; inMs: number | null }>({ ...NEXT, values: [queue] })).rows[0] ?? {
        now: 0,
        inMs: null,
      },
    right: async (): Promise<void> => {
      await pool.query({ ...RIGHT, values: [queue, leaseMs] });
    },
  };
}
