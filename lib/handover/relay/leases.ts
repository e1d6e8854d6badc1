import "server-only";
import type pg from "pg";
import { log } from "#lib/log.ts";
import { SHARDS } from "./shard.ts";

export type Leases = {
  /** The fencing token of a shard this process holds; undefined when it does not. */
  fenceOf(shard: number): number | undefined;
  held(): number[];
  /** Gives a shard up here, because somebody else was seen to have it. */
  lost(shard: number): void;
  /** Gives everything back at once, so that others need not wait for the leases to end. */
  stop(): Promise<void>;
};

/**
 * Shares the shards among all processes. Each takes its fair part; a lease that is not renewed ends by itself and
 * its next holder gets a higher fencing token, so that writes of the old holder are refused.
 */
export function startLeases(options: {
  pool: pg.Pool;
  owner: string;
  leaseMs: number;
  /** A shard with work in hand is not given up before that is done. */
  isBusy: (shard: number) => boolean;
  onGained: (shards: readonly number[]) => void;
}): Leases {
  const { pool, owner, leaseMs } = options;
  const fences = new Map<number, number>();
  const lease = `${leaseMs} milliseconds`;
  let renewedAt = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    const askedAt = Date.now();
    const kept = await pool.query<{ shard: number; fence: number }>({
      name: "relay.renew",
      text: `UPDATE relay_shard SET lease_until = now() + $2::interval WHERE owner = $1 RETURNING shard, fence`,
      values: [owner, lease],
    });
    fences.clear();
    for (const { shard, fence } of kept.rows) fences.set(shard, fence);
    renewedAt = askedAt;
    const fair = Math.ceil(SHARDS / (await countWorkers()));
    if (fences.size > fair) await release(surplus(fences.size - fair));
    if (fences.size < fair && !stopped) await acquire(fair - fences.size);
  }

  async function countWorkers(): Promise<number> {
    const { rows } = await pool.query<{ workers: number }>({
      name: "relay.seen",
      text: `WITH gone AS (DELETE FROM relay_worker WHERE seen_at < now() - 6 * $2::interval AND owner <> $1),
        me AS (INSERT INTO relay_worker (owner, seen_at) VALUES ($1, now())
               ON CONFLICT (owner) DO UPDATE SET seen_at = now())
        SELECT count(*) AS workers FROM relay_worker WHERE owner <> $1 AND seen_at > now() - $2::interval`,
      values: [owner, lease],
    });
    return 1 + (rows[0]?.workers ?? 0);
  }

  /** Only idle shards are given up: what is in hand elsewhere must not be begun by the next holder. */
  function surplus(count: number): number[] {
    return [...fences.keys()].filter((shard) => !options.isBusy(shard)).slice(0, count);
  }

  async function release(shards: readonly number[]): Promise<void> {
    for (const shard of shards) fences.delete(shard);
    await pool.query(
      "UPDATE relay_shard SET owner = NULL, lease_until = NULL WHERE owner = $1 AND shard = ANY($2)",
      [owner, shards],
    );
  }

  async function acquire(count: number): Promise<void> {
    const { rows } = await pool.query<{ shard: number; fence: number }>({
      name: "relay.acquire",
      text: `UPDATE relay_shard SET owner = $1, fence = fence + 1, lease_until = now() + $2::interval
        WHERE shard IN (SELECT shard FROM relay_shard WHERE owner IS NULL OR lease_until < now()
                        ORDER BY random() LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING shard, fence`,
      values: [owner, lease, count],
    });
    for (const { shard, fence } of rows) fences.set(shard, fence);
    if (rows.length > 0) options.onGained(rows.map((row) => row.shard));
  }

  function schedule(delayMs: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = turn()
        .catch((error: unknown) => {
          log.warn({ error: (error as Error).message }, "relay: leases could not be renewed");
          // Past its end a lease may be somebody else's already.
          if (Date.now() - renewedAt >= leaseMs) fences.clear();
        })
        .then(() => schedule(fences.size === 0 ? Math.min(500, leaseMs / 4) : leaseMs / 4));
    }, delayMs);
  }
  schedule(0);

  return {
    fenceOf: (shard) => fences.get(shard),
    held: () => [...fences.keys()],
    lost: (shard) => void fences.delete(shard),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      const shards = [...fences.keys()];
      try {
        await release(shards);
        await pool.query("DELETE FROM relay_worker WHERE owner = $1", [owner]);
      } catch {
        // Without a database the leases end by themselves.
      }
    },
  };
}
