import { describe, expect, test } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { NewRelayEvent } from "#lib/handover/relay/events.ts";
import { createGroupCommit } from "./group-commit.ts";

withTestDatabase();

const event = (key: string, externalId: string, payload: unknown = { text: "x" }): NewRelayEvent => ({
  providerId: "p",
  conversationKey: key,
  kind: "agent.message",
  externalId,
  payload,
});

const stored = async (key: string) =>
  (
    await pool().query<{ external_id: string }>(
      "SELECT external_id FROM relay_event WHERE conversation_key = $1 ORDER BY id",
      [key],
    )
  ).rows.map((row) => row.external_id);

describe("group commit", () => {
  test("an acknowledged event is in the table, and a conversation keeps its order under parallel callers", async () => {
    const woken: number[] = [];
    const commit = createGroupCommit({ pool: pool(), onStored: (shards) => woken.push(...shards) });
    const keys = Array.from({ length: 20 }, (_, index) => `order-${index}`);
    const appended = keys.flatMap((key) =>
      Array.from({ length: 50 }, (_, index) =>
        commit.append(event(key, `${key}.${String(index).padStart(3, "0")}`)),
      ),
    );
    const results = await Promise.all(appended);
    expect(results.every((result) => !result.duplicate)).toBe(true);
    for (const key of keys) {
      const ids = await stored(key);
      expect(ids).toHaveLength(50);
      expect(ids).toEqual([...ids].sort());
    }
    expect(woken.length).toBeGreaterThan(0);
    await commit.close();
  });

  test("a hundred equal events in parallel are one, also across two writers, and all are told the truth", async () => {
    const writers = [0, 1].map(() => createGroupCommit({ pool: pool(), onStored: () => {} }));
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) => writers[index % 2]?.append(event("same", "same.1"))),
    );
    expect(results.filter((result) => !result?.duplicate)).toHaveLength(1);
    expect(await stored("same")).toEqual(["same.1"]);
    // Once in the queue of the relay, too.
    expect(await db().relayWaiting.count({ where: { conversationKey: "same" } })).toBe(1);
    await Promise.all(writers.map((writer) => writer.close()));
  });

  test("two writers storing the same events in opposite order do not lose any to a deadlock", async () => {
    const writers = [0, 1].map(() => createGroupCommit({ pool: pool(), onStored: () => {}, lanes: 1 }));
    for (let round = 0; round < 5; round++) {
      const ids = Array.from({ length: 30 }, (_, index) => `dead.${round}.${index}`);
      const results = await Promise.all([
        ...ids.map((id) => writers[0]?.append(event("dead", id))),
        ...ids.toReversed().map((id) => writers[1]?.append(event("dead", id))),
      ]);
      expect(results.filter((result) => result && !result.duplicate)).toHaveLength(30);
    }
    expect(await stored("dead")).toHaveLength(150);
    await Promise.all(writers.map((writer) => writer.close()));
  });

  test("an event that PostgreSQL cannot hold fails alone", async () => {
    const commit = createGroupCommit({ pool: pool(), onStored: () => {}, lanes: 1 });
    const results = await Promise.allSettled([
      commit.append(event("alone", "alone.1")),
      commit.append(event("alone", "alone.2", { text: "\u0000" })),
      commit.append(event("alone", "alone.3")),
    ]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await stored("alone")).toEqual(["alone.1", "alone.3"]);
    await commit.close();
  });
});
