import { afterAll, expect, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { type EngageHouse, openEngageHouse } from "./test-engage-house.ts";
import { unparkConversation } from "./unpark-conversation.ts";

withTestDatabase();
afterAll(() => closeEgress());

const FAST = { retry: { baseMs: 10, capMs: 20, maxAttempts: 4 } };
const unpark = async (id: string) => {
  await unparkConversation(async (sql, value) => (await pool().query(sql, [value])).rows, id);
};
const parked = (id: string) =>
  until(async () => {
    const row = await db().conversation.findUniqueOrThrow({ where: { id } });
    return row.parkedAt ? row : undefined;
  }, "the conversation to be parked");
const setRealtimeToken = (house: EngageHouse, token: string) =>
  putSecret(db(), `handover:${house.handover.providerId}`, "realtimeToken", token, { now: new Date() });
const setApiToken = (house: EngageHouse, token: string) =>
  putSecret(db(), `connection:${house.connectionId}`, "apiToken", token, { now: new Date() });

test("with a wrong realtime token and the right one for the API, the visitor waits, is told so, and loses nothing", async () => {
  const house = await openEngageHouse({ relay: FAST });
  await setRealtimeToken(house, "another token");
  const kim = await house.visitor();
  await kim.say("I want a human");
  const row = await parked(kim.conversationId);
  expect(row.parkedReason).toContain("Engage does not accept the realtime token");
  expect((await kim.read()).stuck).toBe(true);
  expect(await house.threadOf(kim.conversationId)).toBeUndefined();

  await setRealtimeToken(house, house.handover.realtimeToken);
  // The relay keeps an opened account for five seconds.
  await until(async () => {
    await unpark(kim.conversationId);
    return (await kim.read()).state === "queued";
  }, "the handover to come through");
  const thread = await house.threadOf(kim.conversationId);
  expect(thread?.thread_category_ids).toEqual([house.categories.agent]);
  expect(await house.contentsOf(thread?.id)).toHaveLength(1);
});

test("with a wrong token for the API and the right one for realtime, the message is there once when it is mended", async () => {
  const house = await openEngageHouse({ relay: FAST });
  await setApiToken(house, "another token");
  const kim = await house.visitor();
  await kim.say("I want a human");
  const row = await parked(kim.conversationId);
  expect(row.parkedReason).toContain("Engage does not accept the API token");
  await setApiToken(house, house.engage.engage.apiToken);
  await unpark(kim.conversationId);
  await kim.untilState("queued");
  const thread = await house.threadOf(kim.conversationId);
  expect(await house.contentsOf(thread?.id)).toHaveLength(1);
});

test("a send whose answer is lost is not doubled", async () => {
  const house = await openEngageHouse({ relay: FAST });
  await house.fault({ method: "POST", pathPattern: "/realtime/", times: 1, drop: "after" });
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  const thread = await house.threadOf(kim.conversationId);
  expect(await house.contentsOf(thread?.id)).toHaveLength(1);
});

test("a thread that Engage is still categorizing, or is slow to import, is waited for", async () => {
  const house = await openEngageHouse({ relay: FAST });
  await house.engage.setSwitches({ engageImportDelayMs: 3_500, engageCategorizingMs: 400 });
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  const thread = await house.threadOf(kim.conversationId);
  expect(thread?.thread_category_ids).toEqual([house.categories.agent]);
  expect(await house.contentsOf(thread?.id)).toHaveLength(1);
});

test("where the thread cannot be given back, the visitor has the bot again and the refusal is noted", async () => {
  const house = await openEngageHouse({ relay: FAST });
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  const refusal = { status: 403, body: { error: "forbidden", message: "No right", status: 403 } };
  await house.fault({ method: "PUT", pathPattern: "update_categories", times: 1, ...refusal });
  await kim.act("cancel");
  await kim.untilState("bot");
  const event = await db().relayEvent.findFirstOrThrow({
    where: { kind: "visitor.cancel" },
    orderBy: { id: "desc" },
  });
  expect(event.note).toContain("bot's category was refused");
});

test("all that is said goes to Engage as it is said, and a handover goes on with it instead of telling it again", async () => {
  const house = await openEngageHouse({
    settings: { forward: "all", customAttributes: '{"email":"kim@a.example","tier":"gold"}' },
  });
  const kim = await house.visitor();
  await kim.say("When are you open?");
  const thread = await until(() => house.threadOf(kim.conversationId), "the thread");
  await until(async () => (await house.contentsOf(thread.id)).length >= 3, "what was said");
  expect((await house.threadOf(kim.conversationId))?.thread_category_ids).toEqual([house.categories.bot]);
  await kim.say("I want a human");
  await kim.untilState("queued");
  await house.engage.flush();
  const contents = await house.contentsOf(thread.id);
  expect(contents.map((one) => [one.status, String(one.body).slice(0, 20)])).toEqual([
    ["user_reply", "Hello, I am the demo"],
    ["new", "When are you open?"],
    ["user_reply", "We are open Monday t"],
    ["new", "I want a human"],
  ]);
  expect((await house.threadOf(kim.conversationId))?.thread_category_ids).toEqual([house.categories.agent]);
  const identities = await house.engage.rest("GET", `/identities?foreign_id=visitor-${kim.conversationId}`);
  expect(identities.body).toMatchObject({
    records: [{ email: "kim@a.example", extra_values: { tier: "gold" } }],
  });
});
