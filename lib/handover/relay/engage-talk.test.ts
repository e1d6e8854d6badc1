import { afterAll, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { callSdk, replyParams } from "#lib/bridge/engage/test-door.ts";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { json, startTestServer } from "#lib/http/start-test-server.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { type EngageHouse, openEngageHouse } from "./test-engage-house.ts";
import { newVisitor, transcriptOf } from "./test-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

async function queued(house: EngageHouse) {
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  const sdk = (action: string, params: object, time?: string) =>
    callSdk(house.door, house.handover.realtimeToken, action, params, time);
  return { kim, id: kim.conversationId, sdk };
}

const settled = (conversationKey: string) =>
  until(
    async () => (await db().relayWaiting.count({ where: { conversationKey } })) === 0,
    "all to be carried out",
  );

test("a message that an agent takes back leaves the webchat, and stays in the record", async () => {
  const { kim, id, sdk } = await queued(await openEngageHouse());
  const first = await sdk("messages.create", replyParams(id, { body: "The code is 1234" }));
  await kim.untilSaid("The code is 1234");
  const messageId = first.json().id;
  expect((await sdk("messages.delete", { id: messageId })).json()).toEqual({ id: messageId });
  const seen = await until(async () => {
    const update = await kim.read();
    return update.messages.some((one) => one.removed) ? update : undefined;
  }, "the message to go");
  expect(seen.messages.filter((one) => one.author === "agent")).toMatchObject([{ text: "", removed: true }]);
  expect(seen.removed).toHaveLength(1);
  expect(await transcriptOf(id)).toContain("agent: The code is 1234");
});

test("a removal that overtakes its message keeps it from being shown", async () => {
  const { kim, id, sdk } = await queued(await openEngageHouse());
  const params = replyParams(id, { body: "Too late" });
  await sdk("messages.destroy", { id: `${id}.e${params.content_id}` });
  await sdk("messages.create", params);
  await settled(id);
  const { messages } = await kim.read();
  expect(messages.filter((one) => one.author === "agent")).toEqual([]);
});

test("a visitor's own message cannot be taken back by the other side", async () => {
  const { kim, id, sdk } = await queued(await openEngageHouse());
  await kim.say("Hello?");
  await settled(id);
  const own = await db().message.findFirstOrThrow({ where: { conversationId: id, author: "visitor" } });
  await sdk("messages.delete", { id: own.externalId });
  await settled(id);
  expect((await kim.read()).messages.find((one) => one.text === "Hello?")).toMatchObject({ removed: false });
});

test("a place in the queue is shown in the order in which it was told, and goes when an agent answers", async () => {
  const { kim, id, sdk } = await queued(await openEngageHouse());
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds)).toISOString();
  const update = (params: object, seconds: number) =>
    sdk("messaging.queuing_update", { thread_id: id, ...params }, at(seconds));
  await update({ position: 3, estimated_wait_time: 90 }, 0);
  await settled(id);
  expect((await kim.read()).queue).toEqual({ position: 3, waitMs: 90_000 });
  await update({ position: 1, estimated_wait_time: null }, 20);
  await update({ position: 2 }, 10);
  await settled(id);
  expect((await kim.read()).queue).toEqual({ position: 1, waitMs: 90_000 });
  await sdk("messages.create", replyParams(id));
  await kim.untilState("agent");
  expect((await kim.read()).queue).toBeNull();
  await update({ position: 1 }, 30);
  await settled(id);
  expect((await kim.read()).queue).toBeNull();
});

test("the bot hears of the queue in milliseconds where the handover says so, and may comfort the visitor", async () => {
  const server = await startTestServer();
  await allowHost(systemCtx("test"), server.host, "the bot of this test");
  server.answer(json(200, { messages: ["Not long now."], handover: true, end: true }));
  try {
    const house = await openEngageHouse({ settings: { queueUpdates: true } });
    const { providerId } = house.handover;
    const bot = { adapter: "webhook", url: server.baseUrl };
    await db().handoverProvider.update({ where: { id: providerId }, data: { bot } });
    await putSecret(db(), `handover:${providerId}`, "webhookSecret", "w".repeat(48), { now: new Date() });
    const { kim, id, sdk } = await queued(house);
    await sdk("messaging.queuing_update", { thread_id: id, position: 2, estimated_wait_time: 30 });
    await kim.untilSaid("Not long now.");
    expect((await kim.read()).state).toBe("queued");
    expect(JSON.parse(server.requests[0]?.body ?? "")).toMatchObject({
      type: "handover.queue",
      message: null,
      handover: { position: 2, estimatedWaitTime: 30_000 },
    });
  } finally {
    await server.close();
  }
});

test("in task mode Engage itself tells the place, and the visitor sees it", async () => {
  const house = await openEngageHouse();
  await house.controls.setUp({ taskMode: true });
  const { kim } = await queued(house);
  await until(async () => (await kim.read()).queue !== null, "a place in the queue");
  expect(await kim.read()).toMatchObject({ state: "queued", queue: { position: 1, waitMs: 30_000 } });
});

test("a profile that the bot gives along names the visitor, fills their record, and the rest stands at the thread", async () => {
  const profile = {
    firstName: "Ada",
    lastName: "Lovelace",
    email: "ada@a.example",
    gender: "female",
    orderNo: 42,
  };
  const house = await openEngageHouse({ settings: { customAttributes: JSON.stringify(profile) } });
  const visitor = await newVisitor(house.bridge.url, house.handover.providerId, "");
  await visitor.act("request_human");
  await visitor.untilState("queued");
  await visitor.say("Are you there?");
  const { conversationId: id } = visitor;
  const thread = await house.threadOf(id);
  await until(async () => (await house.contentsOf(thread?.id)).length === 2, "both messages");
  expect(thread?.extra_data).toEqual({ "order-No": "42" });
  const { body } = await house.engage.rest("GET", `/identities?foreign_id=visitor-${id}`);
  expect(body).toMatchObject({
    records: [
      {
        screenname: "Ada Lovelace",
        firstname: "Ada",
        lastname: "Lovelace",
        email: "ada@a.example",
        gender: "woman",
      },
    ],
  });
  expect((await db().conversation.findUniqueOrThrow({ where: { id } })).visitorName).toBe("Ada Lovelace");
});
