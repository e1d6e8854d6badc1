import { beforeAll, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { makeConversation, makeHandover } from "#lib/bridge/test-bridge.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getDelivery, listDeliveries } from "./reads.ts";
import { deliveryQuerySchema } from "./schema.ts";

withTestDatabase();

const ctx = systemCtx("test");
const START = Date.parse("2026-11-21T08:00:00Z");
const list = (query: Record<string, string> = {}) => listDeliveries(ctx, deliveryQuerySchema.parse(query));
let providerId: string;
let conversation: string;
let newestFirst: number[];

beforeAll(async () => {
  providerId = (await makeHandover()).providerId;
  conversation = (await makeConversation(providerId)).id;
  const all: { at: number; id: number }[] = [];
  // Events and calls in turn, three to a millisecond: pages end in the middle of equal times and of both tables.
  for (let n = 0; n < 60; n += 1) {
    const at = START + Math.floor(n / 3);
    all.push({ at, id: n % 2 === 0 ? await event(n, at) : await call(n, at) });
  }
  newestFirst = all.sort((a, b) => b.at - a.at || b.id - a.id).map((one) => one.id);
});

async function event(n: number, at: number): Promise<number> {
  const row = await db().relayEvent.create({
    data: {
      shard: 1,
      providerId,
      conversationKey: conversation,
      kind: "agent.message",
      externalId: `${conversation}.${n}`,
      payload: { text: `Number ${n}` },
      receivedAt: new Date(at),
      endpoint: n % 4 === 0 ? "reply-1.0" : "reply-2.0",
      ...(n === 8 ? { ignored: true, note: "Nothing to do" } : {}),
    },
  });
  const state = { 10: 0, 12: 2 }[n];
  if (state !== undefined) {
    const data = {
      shard: 1,
      eventId: row.id,
      conversationKey: conversation,
      state,
      attempts: 2,
      error: "status 400",
    };
    await db().relayWaiting.create({ data });
  }
  return Number(row.id);
}

async function call(n: number, at: number): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `INSERT INTO bridge_call (at, endpoint, verdict, status, provider_id, request_id, caller)
     VALUES ($1, $2, $3, 401, $4, $5, '10.1.2.3') RETURNING id`,
    [
      new Date(at),
      n % 3 === 0 ? "token" : "reply-2.0",
      n % 3 === 0 ? "wrong_secret" : "bad_token",
      providerId,
      `req_call_${n}`,
    ],
  );
  return rows[0]?.id ?? 0;
}

/** Every page from a query on, in one direction. */
async function walk(query: Record<string, string>, direction: "older" | "newer", from?: string) {
  const pages: number[][] = [];
  let cursor: string | null | undefined = from;
  do {
    const page = await list({ ...query, ...(cursor ? { [direction]: cursor } : {}) });
    pages.push(page.items.map((item) => item.id));
    cursor = page[direction];
  } while (cursor);
  return pages;
}

describe("pages over both tables", () => {
  test("show everything once, newest first, and lead back the same way", async () => {
    const down = await walk({ limit: "7" }, "older");
    expect(down.flat()).toEqual(newestFirst);
    const lowest = (await list({ limit: "7", older: await cursorBefore(down.at(-1)?.[0] ?? 0) })).items[0];
    const up = await walk({ limit: "7" }, "newer", lowest?.key);
    expect(up.toReversed()).toEqual(down.slice(0, -1));
  });
});

const cursorBefore = async (id: number) => {
  const above = newestFirst[newestFirst.indexOf(id) - 1] ?? 0;
  return (await getDelivery(ctx, above)).key;
};

describe("filters", () => {
  const ids = async (query: Record<string, string>) =>
    (await walk({ ...query, limit: "200" }, "older")).flat();

  test.each<[string, Record<string, string>, number]>([
    ["what was accepted", { verdict: "accepted" }, 30],
    ["a reason of refusal", { verdict: "wrong_secret" }, 10],
    ["two of them", { verdict: "wrong_secret,bad_token" }, 30],
    ["what waits", { result: "waiting" }, 1],
    ["what is parked", { result: "parked" }, 1],
    ["what was left aside", { result: "ignored" }, 1],
    ["what is done", { result: "done" }, 27],
    ["a door", { endpoint: "reply-1.0" }, 15],
    ["a door and a verdict", { endpoint: "token", verdict: "accepted" }, 0],
    ["a handover that is not there", { handover: "f".repeat(24) }, 0],
    ["a caller", { q: "10.1.2.3" }, 30],
    ["a request id", { q: "req_call_3" }, 1],
    [
      "a span of time, its end left out",
      { from: new Date(START).toISOString(), to: new Date(START + 2).toISOString() },
      6,
    ],
    ["nothing that can be both refused and done", { verdict: "bad_token", result: "done" }, 0],
  ])("find %s", async (_name, query, count) => {
    expect(await ids(query)).toHaveLength(count);
  });

  test("find a conversation, the number of a delivery and the id of a message", async () => {
    expect(await ids({ q: conversation })).toHaveLength(30);
    const [id = 0] = newestFirst;
    expect(await ids({ q: String(id) })).toEqual([id]);
    const parked = (await list({ result: "parked" })).items[0];
    expect(parked).toMatchObject({ note: "status 400", attempts: 2, externalId: `${conversation}.12` });
    expect(await ids({ q: `${conversation}.12` })).toEqual([parked?.id]);
  });

  test.each([{ older: "yesterday" }, { verdict: "good" }, { handover: "me" }, { limit: "1000" }])(
    "refuse %o",
    (query) => {
      expect(deliveryQuerySchema.safeParse(query).success).toBe(false);
    },
  );
});

test("what is not there is not found", async () => {
  await expect(getDelivery(ctx, 999_999_999)).rejects.toMatchObject({ code: "not_found" });
});
