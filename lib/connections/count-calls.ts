import "server-only";
import type pg from "pg";
import type { CountedAttempt } from "#lib/http/watch.ts";
import { log } from "#lib/log.ts";
import { DURATION_BOUNDS_MS, durationClass } from "./mapping.ts";

export const TALLY_BUCKET_MS = 5 * 60_000;
const FLUSH_AFTER_MS = 2_000;

const ADD = {
  name: "call-tally-add",
  text: `INSERT INTO call_tally AS kept (connection_id, bucket, answered, failed, held_back, durations)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (connection_id, bucket) DO UPDATE SET
           answered = kept.answered + excluded.answered, failed = kept.failed + excluded.failed,
           held_back = kept.held_back + excluded.held_back,
           durations = ARRAY(SELECT a + b FROM unnest(kept.durations, excluded.durations) WITH ORDINALITY AS t (a, b, n)
                             ORDER BY n)`,
};

type Tally = {
  connectionId: string;
  bucket: number;
  answered: number;
  failed: number;
  heldBack: number;
  durations: number[];
};

/**
 * Counts every attempt per connection and five minutes, in memory, and adds the sums to those of other processes. The
 * request log keeps only a sample above a thousand calls a second; these numbers are whole.
 */
export function createCallCounter(pool: pg.Pool, now: () => number = Date.now) {
  let tallies = new Map<string, Tally>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const add = async (tally: Tally): Promise<void> => {
    const { connectionId, bucket, answered, failed, heldBack, durations } = tally;
    await pool.query({
      ...ADD,
      values: [connectionId, new Date(bucket), answered, failed, heldBack, durations],
    });
  };
  const store = async (): Promise<void> => {
    const batch = [...tallies.values()];
    tallies = new Map();
    for (const tally of batch) {
      // A lost sum makes a number too small; an exception here would end the process.
      await add(tally).catch((error: Error) => log.warn({ error: error.message }, "call tally: not stored"));
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(store);
    return running;
  };

  return {
    counted({ connectionId, outcome, durationMs }: CountedAttempt): void {
      if (!connectionId) return;
      const bucket = Math.floor(now() / TALLY_BUCKET_MS) * TALLY_BUCKET_MS;
      const key = `${bucket} ${connectionId}`;
      let tally = tallies.get(key);
      if (!tally) {
        const durations = new Array<number>(DURATION_BOUNDS_MS.length + 1).fill(0);
        tally = { connectionId, bucket, answered: 0, failed: 0, heldBack: 0, durations };
        tallies.set(key, tally);
        timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
      }
      if (outcome === "held-back") {
        tally.heldBack += 1;
        return;
      }
      tally[outcome] += 1;
      const index = durationClass(durationMs);
      tally.durations[index] = (tally.durations[index] ?? 0) + 1;
    },
    flush,
  };
}
