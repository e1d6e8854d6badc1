import "server-only";
import type pg from "pg";
import { markDone, markParked } from "./marks.ts";
import type { Lease } from "./row.ts";

export type Marker = {
  /** Resolves when the events are marked; false when some were not, because their shard has another holder. */
  done(ids: readonly number[], lease: Lease): Promise<boolean>;
  parked(ids: readonly number[], lease: Lease): Promise<boolean>;
  settled(): Promise<void>;
};

type Entry = { ids: readonly number[]; lease: Lease; marked: PromiseWithResolvers<boolean> };

/** Marks events in as few statements as possible: whoever comes while one is under way shares the next. */
export function createMarker(pool: pg.Pool): Marker {
  const lanes = [lane(pool, markDone), lane(pool, markParked)] as const;
  return {
    done: (ids, lease) => lanes[0].add(ids, lease),
    parked: (ids, lease) => lanes[1].add(ids, lease),
    settled: async () => void (await Promise.all(lanes.map((one) => one.settled()))),
  };
}

function lane(pool: pg.Pool, mark: typeof markDone) {
  let entries: Entry[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    await new Promise(setImmediate);
    while (entries.length > 0) {
      const batch = entries;
      entries = [];
      await write(batch);
    }
    running = undefined;
  }

  async function write(batch: readonly Entry[]): Promise<void> {
    const marks = batch.flatMap(({ ids, lease }) => ids.map((id) => ({ id, ...lease })));
    try {
      const count = await mark(pool, marks);
      // Who of them lost the shard is not known; all are told, and what is marked is marked.
      for (const entry of batch) entry.marked.resolve(count === marks.length);
    } catch (error) {
      for (const entry of batch) entry.marked.reject(error);
    }
  }

  return {
    add(ids: readonly number[], lease: Lease): Promise<boolean> {
      if (ids.length === 0) return Promise.resolve(true);
      const marked = Promise.withResolvers<boolean>();
      entries.push({ ids, lease, marked });
      running ??= drain();
      return marked.promise;
    },
    settled: () => running ?? Promise.resolve(),
  };
}
