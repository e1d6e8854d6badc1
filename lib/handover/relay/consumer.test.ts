import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { createPool, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { Meaning } from "./consumer.ts";
import { markDone, settle } from "./marks.ts";
import { LeaseLost, PermanentFailure, type RelayRow } from "./row.ts";
import { SHARDS, shardOf } from "./shard.ts";
import { startRelay } from "./start-relay.ts";
import { RELAY_FAST } from "./test-house.ts";
import { inTransaction } from "./transaction.ts";

const database = withTestDatabase();

beforeEach(async () => {
  await pool().query("TRUNCATE relay_event, relay_waiting");
});

const nobody = async () => {
  throw new Error("not asked for");
};

/** Stores events: the numbers 1 to `each` for every key, interleaved. */
async function storeKeys(keys: readonly string[], each: number): Promise<void> {
  await pool().query(
    `WITH new AS (
       INSERT INTO relay_event (shard, provider_id, conversation_key, kind, external_id, payload)
       SELECT e.shard, 'p', e.key, 'test', e.key || '.' || n, to_jsonb(n)
       FROM generate_series(1, $3::int) AS n CROSS JOIN unnest($1::smallint[], $2::text[]) AS e(shard, key)
       ORDER BY n RETURNING id, shard, conversation_key
     )
     INSERT INTO relay_waiting (event_id, shard, conversation_key) SELECT id, shard, conversation_key FROM new`,
    [keys.map(shardOf), keys, each],
  );
}

const store = (conversations: number, perConversation: number, prefix = "c") =>
  storeKeys(
    Array.from({ length: conversations }, (_, index) => `${prefix}${index}`),
    perConversation,
  );

/** Starts a relay with a pool of its own, so that it stands for a process of its own. */
function start(meaning: Partial<Meaning>, options: object = {}) {
  const own = createPool(database.url(), 6);
  const relay = startRelay({
    pool: own,
    contactCentreFor: nobody,
    ...RELAY_FAST,
    ...options,
    meaning: { deliver: async () => "done", park: async () => {}, ...meaning },
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= relay.stop().then(() => own.end());
    return stopped;
  };
  onTestFinished(stop);
  return { ...relay, stop };
}

const waiting = async () =>
  (await pool().query<{ count: number }>("SELECT count(*) AS count FROM relay_waiting WHERE state = 0"))
    .rows[0]?.count;
const allDone = () => until(async () => (await waiting()) === 0, "all events to be done");

/** Remembers what was delivered, and whether a conversation ever had two in hand or a wrong order. */
function witness() {
  const delivered = new Map<string, number[]>();
  const inHand = new Set<string>();
  const overlaps: string[] = [];
  return {
    delivered,
    overlaps,
    async deliver(row: RelayRow): Promise<"done"> {
      if (inHand.has(row.conversationKey)) overlaps.push(row.conversationKey);
      inHand.add(row.conversationKey);
      await new Promise(setImmediate);
      delivered.set(row.conversationKey, [
        ...(delivered.get(row.conversationKey) ?? []),
        Number(row.payload),
      ]);
      inHand.delete(row.conversationKey);
      return "done";
    },
  };
}

describe("the relay", () => {
  test("every conversation in its order, one event at a time, each once", async () => {
    await store(200, 20);
    const seen = witness();
    start(seen);
    await allDone();
    expect(seen.overlaps).toEqual([]);
    expect(seen.delivered.size).toBe(200);
    for (const numbers of seen.delivered.values()) {
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    }
  });

  test("a backlog of one conversation that is longer than a batch keeps its order", async () => {
    await store(1, 1_300);
    const seen = witness();
    start(seen);
    await allDone();
    expect(seen.delivered.get("c0")).toEqual(Array.from({ length: 1_300 }, (_, index) => index + 1));
  });

  test("two processes share the shards; one goes, the other takes over, nothing is lost, doubled or out of order", async () => {
    const seen = witness();
    const first = start(seen);
    const second = start(seen);
    const owners = async () =>
      (
        await pool().query<{ owner: string; count: number }>(
          "SELECT owner, count(*) AS count FROM relay_shard WHERE owner IS NOT NULL GROUP BY owner",
        )
      ).rows.map((row) => row.count);
    await until(
      async () => (await owners()).toSorted().join() === `${SHARDS / 2},${SHARDS / 2}`,
      "fair shares",
    );
    await store(100, 10);
    await first.stop();
    await store(100, 10, "d");
    await until(async () => (await owners()).join() === `${SHARDS}`, "the second to hold all shards");
    await allDone();
    await second.stop();
    expect(seen.overlaps).toEqual([]);
    for (const numbers of seen.delivered.values()) {
      expect(numbers).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    }
    expect(seen.delivered.size).toBe(200);
  });

  test("a failing conversation waits alone, and goes on in order when it works again", async () => {
    await store(20, 3);
    const seen = witness();
    const attempts: number[] = [];
    start({
      deliver: async (row) => {
        if (row.externalId === "c7.2" && attempts.push(row.attempts) <= 4) {
          throw new Error("the other side is away");
        }
        return seen.deliver(row);
      },
    });
    await allDone();
    expect(seen.delivered.get("c7")).toEqual([1, 2, 3]);
    expect(attempts).toEqual([0, 1, 2, 3, 4]);
  });

  test("a poison event is parked after its tries and only its conversation stops", async () => {
    await store(20, 3);
    const seen = witness();
    const parked: string[] = [];
    start(
      {
        deliver: async (row) => {
          if (parked.includes(row.conversationKey)) return "parked";
          if (row.externalId === "c3.2") throw new Error("poison");
          return seen.deliver(row);
        },
        park: async (row) => {
          parked.push(row.conversationKey);
          await pool().query("UPDATE relay_waiting SET state = 2 WHERE event_id = $1", [row.id]);
        },
      },
      { retry: { ...RELAY_FAST.retry, maxAttempts: 3 } },
    );
    await allDone();
    expect(parked).toEqual(["c3"]);
    expect(seen.delivered.get("c3")).toEqual([1]);
    expect([...seen.delivered.values()].filter((numbers) => numbers.length === 3)).toHaveLength(19);
    const { rows } = await pool().query(
      `SELECT e.external_id AS event, w.state FROM relay_waiting w JOIN relay_event e ON e.id = w.event_id
       ORDER BY w.event_id`,
    );
    expect(rows).toEqual([
      { event: "c3.2", state: 2 },
      { event: "c3.3", state: 2 },
    ]);
  });

  test("what can never work is parked at the first try", async () => {
    await store(1, 1);
    const tried: number[] = [];
    start({
      deliver: async (row) => {
        tried.push(row.attempts);
        throw new PermanentFailure("no such thing");
      },
      park: async (row) =>
        void (await pool().query("UPDATE relay_waiting SET state = 2 WHERE event_id = $1", [row.id])),
    });
    await allDone();
    expect(tried).toEqual([0]);
  });

  test("a slow conversation does not hold up the others of its shard", async () => {
    const sameShard = Array.from({ length: 5_000 }, (_, index) => `s${index}`).filter(
      (key) => shardOf(key) === shardOf("s0"),
    );
    const release = Promise.withResolvers<void>();
    const seen = witness();
    start({
      deliver: async (row) => {
        if (row.conversationKey === "s0") await release.promise;
        return seen.deliver(row);
      },
    });
    for (const key of sameShard) await storeKeys([key], 1);
    await until(async () => seen.delivered.size === sameShard.length - 1, "the others to be delivered");
    expect(seen.delivered.has("s0")).toBe(false);
    release.resolve();
    await allDone();
  });

  test("the database going away and coming back loses nothing", async () => {
    const seen = witness();
    start(seen);
    await store(50, 4);
    await pool().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await store(50, 4, "d");
    await allDone();
    for (const numbers of seen.delivered.values()) expect([...new Set(numbers)]).toEqual([1, 2, 3, 4]);
    expect(seen.delivered.size).toBe(100);
  });
});

describe("fencing", () => {
  test("a holder that lost its shard can neither settle nor mark", async () => {
    await store(1, 1);
    const shard = shardOf("c0");
    await pool().query("UPDATE relay_shard SET owner = 'new', fence = fence + 1 WHERE shard = $1", [shard]);
    const { rows } = await pool().query<{ fence: number; id: number }>(
      "SELECT s.fence, e.id FROM relay_shard s, relay_event e WHERE s.shard = $1",
      [shard],
    );
    const { fence, id } = rows[0] ?? { fence: 0, id: 0 };
    const stale = { shard, fence: fence - 1 };
    const row = { id, shard } as RelayRow;
    await expect(inTransaction(pool(), (client) => settle(client, row, stale))).rejects.toBeInstanceOf(
      LeaseLost,
    );
    expect(await markDone(pool(), [{ id, ...stale }])).toBe(0);
    expect(await markDone(pool(), [{ id, shard, fence }])).toBe(1);
    await expect(
      inTransaction(pool(), (client) => settle(client, row, { shard, fence })),
    ).rejects.toBeInstanceOf(LeaseLost);
    await pool().query("UPDATE relay_shard SET owner = NULL WHERE shard = $1", [shard]);
  });
});
