import "server-only";
import type pg from "pg";
import { isDatabaseGone } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { planAfterFailure, RETRY, type RetrySettings } from "./failure-plan.ts";
import type { Leases } from "./leases.ts";
import { createMarker } from "./marker.ts";
import { postpone } from "./marks.ts";
import { type Lease, LeaseLost, type Outcome, type RelayRow } from "./row.ts";
import { createSlots } from "./slots.ts";

/** What the events mean. The consumer itself only knows order, leases and failure. */
export type Meaning = {
  /** Carries out one event. It may run again for the same event after a crash, so its effect must be idempotent. */
  deliver(row: RelayRow, lease: Lease): Promise<Outcome>;
  /** Whether `deliverMany` takes events of this kind. */
  batchable?(row: RelayRow): boolean;
  /** Carries out and marks events of many conversations in one transaction; all or nothing. */
  deliverMany?(rows: readonly RelayRow[], leases: readonly Lease[]): Promise<void>;
  /** Parks the conversation of an event that cannot be carried out, and the event with it. */
  park(row: RelayRow, lease: Lease, error: Error): Promise<void>;
};

export type Consumer = {
  /** There may be new work in these shards. */
  wake(shards: readonly number[]): void;
  /** Forgets how long conversations are to wait; what the tables say counts. */
  forgetWaits(): void;
  isBusy(shard: number): boolean;
  /** Starts nothing new and resolves when what was started has ended. */
  stop(): Promise<void>;
};

const MAX_BATCH = 500;
const MAX_READS = 4;
/** How long a visit waits for its conversations before the shard is read again without them, unless it is woken. */
const VISIT_MS = 100;
const DATABASE_PAUSE_MS = 250;
/** A result that the database answers with an error is a defect; it must not become a busy loop. */
const DEFECT_PAUSE_MS = 10_000;

const READ = {
  name: "relay.read",
  text: `SELECT e.id, w.shard, e.provider_id AS "providerId", e.conversation_key AS "conversationKey", e.kind,
    e.external_id AS "externalId", e.payload, e.received_at AS "receivedAt", w.attempts, w.next_at AS "nextAt"
  FROM relay_waiting w JOIN relay_event e ON e.id = w.event_id
  WHERE w.shard = $1 AND w.state = 0 AND w.conversation_key <> ALL($2::text[])
  ORDER BY w.event_id LIMIT ${MAX_BATCH}`,
};

/**
 * Works the shards that this process holds: reads what is undelivered (never "after the last id": numbers commit out
 * of order), conversation by conversation in order, one event of a conversation at a time, many conversations at once.
 * A conversation that fails waits alone.
 */
export function createConsumer(options: {
  pool: pg.Pool;
  leases: () => Leases;
  meaning: Meaning;
  concurrency?: number;
  retry?: Partial<RetrySettings>;
}): Consumer {
  const { pool, meaning } = options;
  const retry = { ...RETRY, ...options.retry };
  const marker = createMarker(pool);
  const dirty = new Set<number>();
  const reading = new Set<number>();
  /** Shards whose read conversations are being worked, and how to stop waiting for them. */
  const visits = new Map<number, () => void>();
  /** Conversations in hand, by shard. */
  const busy = new Map<number, Set<string>>();
  /** Conversations that were in hand when their shard was read: what came for them was not read. */
  const missed = new Set<string>();
  /** Conversations that wait after a failure, by shard, and until when. */
  const waiting = new Map<number, Map<string, number>>();
  const running = new Set<Promise<void>>();
  const slots = createSlots(options.concurrency ?? 64);
  let stopped = false;

  const leaseOf = (shard: number): Lease | undefined => {
    const fence = options.leases().fenceOf(shard);
    return fence === undefined ? undefined : { shard, fence };
  };

  function pump(): void {
    for (const shard of dirty) {
      if (stopped || reading.size >= MAX_READS) return;
      if (reading.has(shard)) continue;
      dirty.delete(shard);
      if (!leaseOf(shard)) continue;
      reading.add(shard);
      const visiting = visit(shard)
        .catch(async (error: unknown) => {
          log.warn({ shard, error: (error as Error).message }, "relay: shard could not be read");
          await pause(DATABASE_PAUSE_MS);
          dirty.add(shard);
        })
        .finally(() => {
          reading.delete(shard);
          running.delete(visiting);
          pump();
        });
      running.add(visiting);
    }
  }

  async function visit(shard: number): Promise<void> {
    const inHand = busy.get(shard) ?? new Set<string>();
    busy.set(shard, inHand);
    for (const key of inHand) missed.add(key);
    const { rows } = await pool.query<RelayRow>({
      ...READ,
      values: [shard, [...inHand, ...stillWaiting(shard)]],
    });
    const lease = leaseOf(shard);
    if (!lease || rows.length === 0 || stopped) return;
    const conversations = inOrder(rows, inHand);
    for (const [key, events] of conversations) {
      const until = events[0]?.nextAt?.getTime() ?? 0;
      if (until <= Date.now()) continue;
      setWaiting(shard, key, until);
      conversations.delete(key);
    }
    for (const key of conversations.keys()) inHand.add(key);
    await together(conversations, lease);
    const tasks = [...conversations].map(([key, events]) => {
      const task = work(lease, key, events).finally(() => {
        inHand.delete(key);
        running.delete(task);
        if (missed.delete(key)) wake([shard]);
      });
      running.add(task);
      return task;
    });
    if (rows.length === MAX_BATCH) dirty.add(shard);
    const woken = Promise.withResolvers<void>();
    visits.set(shard, woken.resolve);
    const timer = setTimeout(woken.resolve, VISIT_MS);
    await Promise.race([Promise.all(tasks), woken.promise]);
    clearTimeout(timer);
    visits.delete(shard);
  }

  /** The events at the head of conversations that can share one transaction; the rest stays in `conversations`. */
  async function together(conversations: Map<string, RelayRow[]>, lease: Lease): Promise<void> {
    const { batchable, deliverMany } = meaning;
    if (!batchable || !deliverMany) return;
    const heads: RelayRow[] = [];
    for (const events of conversations.values()) {
      const end = events.findIndex((row) => !batchable(row));
      heads.push(...events.slice(0, end === -1 ? events.length : end));
    }
    if (heads.length === 0) return;
    try {
      await deliverMany(heads, [lease]);
    } catch (error) {
      // One of them spoils it for all: each gets its own try, and the spoiler its own failure.
      if (error instanceof LeaseLost) options.leases().lost(lease.shard);
      else log.debug({ error: (error as Error).message }, "relay: batch refused, going one by one");
      return;
    }
    const done = new Set(heads.map((row) => row.id));
    for (const [key, events] of conversations) {
      conversations.set(
        key,
        events.filter((row) => !done.has(row.id)),
      );
    }
  }

  async function work(lease: Lease, key: string, events: readonly RelayRow[]): Promise<void> {
    if (events.length === 0) return;
    const done: number[] = [];
    const parked: number[] = [];
    await slots.take();
    let failed: { row: RelayRow; error: Error } | undefined;
    try {
      for (const row of events) {
        if (stopped || leaseOf(lease.shard)?.fence !== lease.fence) break;
        try {
          const outcome = await meaning.deliver(row, lease);
          if (outcome === "done") done.push(row.id);
          if (outcome === "parked") parked.push(row.id);
        } catch (error) {
          failed = { row, error: error as Error };
          break;
        }
      }
    } finally {
      slots.give();
    }
    try {
      const marked = await Promise.all([marker.done(done, lease), marker.parked(parked, lease)]);
      if (marked.includes(false)) throw new LeaseLost(lease.shard);
      if (failed) await fail(lease, key, failed.row, failed.error);
    } catch (error) {
      await stumble(lease, key, error as Error);
    }
  }

  async function fail(lease: Lease, key: string, row: RelayRow, error: Error): Promise<void> {
    if (error instanceof LeaseLost || isOwnDatabaseGone(error)) throw error;
    const plan = planAfterFailure(error, row.attempts + 1, new Date(), retry);
    log.warn(
      { conversation: key, kind: row.kind, attempt: row.attempts + 1, error: error.message },
      "relay: event failed",
    );
    if (plan.park) return meaning.park(row, lease, error);
    await postpone(pool, row, plan.nextAt, error.message);
    setWaiting(lease.shard, key, plan.nextAt.getTime());
  }

  /** The record of what happened could not be written; the events are still undelivered and are read again. */
  async function stumble(lease: Lease, key: string, error: Error): Promise<void> {
    if (error instanceof LeaseLost) {
      const fence = options.leases().fenceOf(lease.shard);
      if (fence === lease.fence) options.leases().lost(lease.shard);
      return;
    }
    log.warn({ conversation: key, error: error.message }, "relay: the database did not take the result");
    setWaiting(
      lease.shard,
      key,
      Date.now() + (isOwnDatabaseGone(error) ? DATABASE_PAUSE_MS : DEFECT_PAUSE_MS),
    );
  }

  function setWaiting(shard: number, key: string, until: number): void {
    const keys = waiting.get(shard) ?? new Map<string, number>();
    waiting.set(shard, keys);
    keys.set(key, until);
    setTimeout(() => wake([shard]), Math.min(Math.max(until - Date.now(), 0) + 1, 2 ** 30)).unref();
  }

  function stillWaiting(shard: number): string[] {
    const keys = waiting.get(shard);
    if (!keys) return [];
    const now = Date.now();
    for (const [key, until] of keys) if (until <= now) keys.delete(key);
    return [...keys.keys()];
  }

  function wake(shards: readonly number[]): void {
    if (stopped) return;
    for (const shard of shards) {
      dirty.add(shard);
      visits.get(shard)?.();
    }
    pump();
  }

  return {
    wake,
    forgetWaits: () => waiting.clear(),
    isBusy: (shard) => (busy.get(shard)?.size ?? 0) > 0 || reading.has(shard),
    async stop() {
      stopped = true;
      while (running.size > 0) await Promise.allSettled([...running]);
      await marker.settled();
    },
  };
}

/** A vendor that refuses connections looks like a database that does, and must not be taken for it. */
function isOwnDatabaseGone(error: Error): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === "UpstreamError") return false;
  }
  return isDatabaseGone(error);
}

/** Events by conversation, in the order of their numbers; conversations in hand are left out. */
function inOrder(rows: readonly RelayRow[], inHand: ReadonlySet<string>): Map<string, RelayRow[]> {
  const conversations = new Map<string, RelayRow[]>();
  for (const row of rows) {
    if (inHand.has(row.conversationKey)) continue;
    const events = conversations.get(row.conversationKey);
    if (events) events.push(row);
    else conversations.set(row.conversationKey, [row]);
  }
  return conversations;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
