import { afterAll, expect, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { contactCentreFor } from "./contact-centre-for.ts";
import { reconcileOpenHandovers } from "./reconcile-open-handovers.ts";
import { closedEvent, openEngageHouse } from "./test-engage-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

test("a visitor is handed over by category, talks to an agent, and goes back to the bot when the case is closed", async () => {
  const house = await openEngageHouse();
  const kim = await house.visitor();
  await kim.say("When are you open?");
  await kim.untilSaid("We are open Monday to Friday from 9:00 to 18:00.");
  expect(await house.threadOf(kim.conversationId)).toBeUndefined();

  await kim.say("I want a human");
  await kim.untilState("queued");
  const thread = await until(() => house.threadOf(kim.conversationId), "the thread");
  expect(thread.thread_category_ids).toEqual([house.categories.agent]);
  const [transcript] = await house.contentsOf(thread.id);
  expect(transcript?.body).toContain("Kim: When are you open?");
  expect(transcript?.status).toBe("new");

  await house.desk.take(kim.conversationId);
  await house.desk.reply(kim.conversationId, "Good day, Grüße & 😀");
  await kim.untilSaid("Good day, Grüße & 😀");
  await kim.untilState("agent");
  await kim.say("Thank you <b>very</b> much");
  await until(
    async () => (await house.contentsOf(thread.id)).some((one) => one.body === "Thank you <b>very</b> much"),
    "the visitor's words at Engage",
  );

  await house.desk.close(kim.conversationId);
  await kim.untilState("bot");
  expect((await house.threadOf(kim.conversationId))?.thread_category_ids).toEqual([house.categories.bot]);
  const ended = await db().relayEvent.findFirstOrThrow({ where: { kind: "case.released" } });
  expect(ended).toMatchObject({
    endpoint: "engage-webhook",
    payload: { source: "webhook", contactId: thread.id },
  });
});

test("a handover swaps its own category and keeps the others; its end does the same", async () => {
  const house = await openEngageHouse();
  const { bot, agent, other } = house.categories;
  // Categories of another family, set by somebody else while the bot talked.
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  const thread = await until(() => house.threadOf(kim.conversationId), "the thread");
  await house.engage.rest("PUT", `/content_threads/${thread.id}/update_categories`, [
    ["thread_category_ids[]", agent],
    ["thread_category_ids[]", other],
  ]);
  await kim.act("cancel");
  await kim.untilState("bot");
  expect((await house.threadOf(kim.conversationId))?.thread_category_ids).toEqual([other, bot]);
  await kim.act("request_human");
  await kim.untilState("queued");
  expect((await house.threadOf(kim.conversationId))?.thread_category_ids).toEqual([other, agent]);
});

test("a second handover in the same thread is not ended by what is left of the first", async () => {
  const house = await openEngageHouse();
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  await house.desk.take(kim.conversationId);
  await house.desk.reply(kim.conversationId, "Hello");
  await kim.untilState("agent");
  await house.desk.close(kim.conversationId);
  await kim.untilState("bot");
  const first = await db().relayEvent.findFirstOrThrow({
    where: { kind: "case.released", conversationKey: kim.conversationId },
  });

  await kim.act("request_human");
  await kim.untilState("queued");
  // The same news, delivered hours later under another id, as after an outage of the webhook.
  const contactId = (first.payload as { contactId: string }).contactId;
  const late = {
    id: crypto.randomUUID(),
    events: [closedEvent(house.handover.sourceId, contactId, "2026-01-01T10:00:00.000Z")],
  };
  const answer = await fetch(house.door, {
    method: "POST",
    headers: { "x-dimelo-secret": house.handover.webhookSecret },
    body: JSON.stringify(late),
  });
  expect(answer.status).toBe(200);
  await until(
    async () =>
      (await db().relayEvent.count({ where: { conversationKey: kim.conversationId, ignored: true } })) === 1,
    "the late event to be left aside",
  );
  expect((await kim.read()).state).toBe("queued");

  // The agent opens the same case again and closes it: that is the end of the second one.
  await house.desk.take(kim.conversationId);
  await house.desk.reply(kim.conversationId, "Hello again");
  await kim.untilState("agent");
  // Closed in another second than the first time.
  await until(async () => Date.now() - first.receivedAt.getTime() > 1_100, "another second");
  await house.desk.close(kim.conversationId);
  await kim.untilState("bot");
});

test("with the webhook disabled, the reconciling job finds the end", async () => {
  const house = await openEngageHouse();
  await house.switchWebhook(false);
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  expect(await reconcileOpenHandovers(pool(), contactCentreFor)).toEqual({ read: 1, over: 0 });
  await house.desk.take(kim.conversationId);
  await house.desk.reply(kim.conversationId, "Hello");
  await kim.untilState("agent");
  expect(await reconcileOpenHandovers(pool(), contactCentreFor)).toEqual({ read: 1, over: 0 });
  await house.desk.close(kim.conversationId);
  expect((await kim.read()).state).toBe("agent");
  expect(await reconcileOpenHandovers(pool(), contactCentreFor)).toEqual({ read: 1, over: 1 });
  await kim.untilState("bot");
});

test("a visitor who leaves the queue cancels the case of an agent who has not answered yet", async () => {
  const house = await openEngageHouse();
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  await house.desk.take(kim.conversationId);
  await kim.act("cancel");
  await kim.untilState("bot");
  const thread = await house.threadOf(kim.conversationId);
  expect(await house.casesOf(thread?.id)).toEqual([]);
  expect(thread?.thread_category_ids).toEqual([house.categories.bot]);
});

test("a visitor who leaves the agent closes the case, and its own news of that ends nothing else", async () => {
  const house = await openEngageHouse();
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  await house.desk.take(kim.conversationId);
  await house.desk.reply(kim.conversationId, "Hello");
  await kim.untilState("agent");
  await kim.act("leave");
  await kim.untilState("bot");
  const thread = await house.threadOf(kim.conversationId);
  expect(await house.casesOf(thread?.id)).toMatchObject([{ closed: true }]);
  await until(
    async () =>
      (await db().relayEvent.count({ where: { conversationKey: kim.conversationId, ignored: true } })) === 1,
    "the news of the close",
  );
  expect((await kim.read()).state).toBe("bot");
});
