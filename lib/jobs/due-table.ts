import "server-only";
import type pg from "pg";
import type { Listener } from "#lib/live/listen.ts";
import { log } from "#lib/log.ts";
import { createAlarm } from "./alarm.ts";
import { type Claim, createClaims } from "./due-claims.ts";
import { createReturns } from "./due-returns.ts";
import { dueTopic, type Held } from "./due-rows.ts";

/** A row in hand. */
export type DueItem = Held & {
  /** How long has been waited by now, in ms; never less than at the look before, whatever the clock did. */
  waitedMs(): number;
  /** Whoever held it before never gave it back: what was in flight is not known. */
  resumed: boolean;
  /** How long it surely stays ours, in ms, by a clock that never jumps; 0 when it is known to be lost. */
  heldMs(): number;
};

/**
 * In how many ms to look again; "done" when there is nothing to look at any more; "lost" when nobody knows how it stands:
 * the row is not given back, and whoever takes it when its lease has ended knows that it resumes.
 */
export type Looked = { afterMs: number } | "done" | "lost";

export type DueTableOptions<Loaded> = {
  pool: pg.Pool;
  queue: string;
  /** Reads what a batch is about, in one query. What is not found is taken out of the table. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Loaded>>;
  /** Looks at one. It may take its time: its lease is renewed. It may run again for the same row after a crash. */
  look(item: DueItem, loaded: Loaded): Promise<Looked>;
  /** The ear of this process, which hears of new rows at once. */
  listener?: Listener | undefined;
  /** Looks at once; default 128. */
  concurrency?: number | undefined;
  /** Rows taken at once; default 200. */
  batch?: number | undefined;
  /** How long a row stays with a process that has gone silent; default 30 s. */
  leaseMs?: number | undefined;
  /** The longest sleep although nothing is due; default 1 s. */
  sleepMs?: number | undefined;
};

export type DueTable = {
  wake(): void;
  /** Takes nothing new, ends the looks that have begun, and gives back the rest. */
  stop(): Promise<void>;
};

/** Rows that come due within such a stretch are taken together. */
const TICK_MS = 50;
const DATABASE_PAUSE_MS = 250;
/** A look that throws is a defect, and must not become a busy loop. */
const DEFECT_PAUSE_MS = 10_000;
/** The clocks of database and process may part by so much without one of them having jumped. */
const JUMP_MS = 1_000;
const RIGHT_EVERY_MS = 30_000;

/**
 * Looks again and again at many things that wait: one claim for a batch of rows, one statement to give a batch back, no
 * timer, connection or job for each (facts/performance.md §3). Any number of processes share the rows. A lease that is
 * not renewed ends by itself, and the fence of its next holder refuses what the old one still writes.
 */
export function startDueTable<Loaded>(options: DueTableOptions<Loaded>): DueTable {
  const { queue } = options;
  const { concurrency = 128, batch = 200, leaseMs = 30_000, sleepMs = 1_000 } = options;
  const claims = createClaims(options.pool, queue, leaseMs);
  const returns = createReturns(claims, queue);
  const alarm = createAlarm();
  /** Rings when there is room for another batch. */
  const space = createAlarm();
  const inHand = new Set<InHand>();
  const ready: { item: InHand; loaded: Loaded }[] = [];
  const room = concurrency + batch;
  const running = new Set<Promise<void>>();
  const clock = watchClock();
  let looking = 0;
  let stopped = false;
  let rightAt = 0;

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await alarm.sleep(await turn(), Math.min(TICK_MS, sleepMs) / 2);
      } catch (error) {
        log.warn({ queue, error: (error as Error).message }, "due table: waiting for the database");
        await alarm.sleep(DATABASE_PAUSE_MS, DATABASE_PAUSE_MS);
      }
    }
  }

  /** Takes what is due; how long to sleep after it. */
  async function turn(): Promise<number> {
    if (performance.now() >= rightAt) {
      await claims.right();
      rightAt = performance.now() + RIGHT_EVERY_MS;
    }
    const limit = Math.min(batch, room - inHand.size);
    if (limit < batch / 4) {
      await space.sleep(TICK_MS, 0);
      return 0;
    }
    const askedAt = performance.now();
    const taken = await claims.claim(limit);
    if (taken.length > 0) begin(taken, askedAt);
    if (clock.jumped(taken[0]?.now)) rightAt = 0;
    if (taken.length === limit) return 0;
    if (taken.length > 0) return TICK_MS;
    const { now, inMs } = await claims.next();
    if (clock.jumped(now)) rightAt = 0;
    return rightAt === 0 ? 0 : Math.min(Math.max(inMs ?? sleepMs, TICK_MS), sleepMs);
  }

  function begin(taken: readonly Claim[], askedAt: number): void {
    const items = taken.map((claim) => new InHand(claim, askedAt + leaseMs));
    for (const item of items) inHand.add(item);
    const loading = loadAll(items).finally(() => running.delete(loading));
    running.add(loading);
  }

  async function loadAll(items: readonly InHand[]): Promise<void> {
    try {
      const loaded = await options.load(items.map((item) => item.id));
      for (const item of items) {
        const one = loaded.get(item.id);
        if (one === undefined) finish(item, "done");
        else ready.push({ item, loaded: one });
      }
    } catch (error) {
      log.warn({ queue, error: (error as Error).message }, "due table: a batch could not be read");
      for (const item of items) finish(item, { afterMs: DATABASE_PAUSE_MS });
    }
    pump();
  }

  function pump(): void {
    while (looking < concurrency) {
      const next = ready.shift();
      if (!next) return;
      // Whoever has it now looks at it.
      if (stopped || next.item.heldMs() === 0) {
        finish(next.item, { afterMs: 0 });
        continue;
      }
      looking++;
      const look = lookAt(next.item, next.loaded).finally(() => {
        looking--;
        running.delete(look);
        pump();
      });
      running.add(look);
    }
  }

  async function lookAt(item: InHand, loaded: Loaded): Promise<void> {
    try {
      finish(item, await options.look(item, loaded));
    } catch (error) {
      log.error({ queue, id: item.id, err: error }, "due table: a look failed");
      finish(item, { afterMs: DEFECT_PAUSE_MS });
    }
  }

  function finish(item: InHand, looked: Looked): void {
    inHand.delete(item);
    if (looked !== "lost") returns.add(item, item.waitedMs(), looked);
    if (inHand.size === concurrency) space.ring();
  }

  let renewing: Promise<void> = Promise.resolve();
  const renewal = setInterval(() => {
    renewing = renew().catch((error: unknown) =>
      log.warn({ queue, error: (error as Error).message }, "due table: leases could not be renewed"),
    );
  }, leaseMs / 3);

  async function renew(): Promise<void> {
    const mine = [...inHand];
    if (mine.length === 0) return;
    const askedAt = performance.now();
    const kept = await claims.renew(mine);
    for (const item of mine) item.until = kept.has(item.id) ? askedAt + leaseMs : 0;
  }

  const unsubscribe = options.listener?.subscribe(dueTopic(queue), alarm.ring);
  const loop = run();

  return {
    wake: alarm.ring,
    async stop() {
      stopped = true;
      unsubscribe?.();
      alarm.end();
      space.end();
      await loop;
      pump();
      while (running.size > 0) await Promise.allSettled([...running]);
      clearInterval(renewal);
      await renewing;
      await returns.close();
    },
  };
}

class InHand implements DueItem {
  readonly id: string;
  readonly fence: number;
  readonly resumed: boolean;
  readonly #waitedMs: number;
  readonly #takenAt = performance.now();
  /** By the clock of `performance.now()`. */
  until: number;
  constructor({ id, fence, waitedMs, resumed }: Claim, until: number) {
    this.id = id;
    this.fence = fence;
    this.#waitedMs = waitedMs;
    this.resumed = resumed;
    this.until = until;
  }
  waitedMs(): number {
    return this.#waitedMs + performance.now() - this.#takenAt;
  }
  heldMs(): number {
    return Math.max(0, this.until - performance.now());
  }
}

/** Tells when the clock of the database has moved otherwise than time. */
function watchClock() {
  let offset: number | undefined;
  return {
    jumped(databaseNow: number | undefined): boolean {
      if (databaseNow === undefined) return false;
      const before = offset;
      offset = databaseNow - performance.now();
      return before !== undefined && Math.abs(offset - before) > JUMP_MS;
    },
  };
}
