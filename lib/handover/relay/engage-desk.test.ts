import { afterAll, expect, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { type EngageHouse, openEngageHouse } from "./test-engage-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

async function withAgent(house: EngageHouse) {
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  await house.desk.take(kim.conversationId);
  return kim;
}
const WORDS = 'Grüße & <b>1.0</b> "so" 😀 ©';

test.each(["ascii", "utf8", "escaped", "spaced"])(
  "an agent's words arrive whole and once, however Engage writes its signed JSON: %s",
  async (engageJsonStyle) => {
    const house = await openEngageHouse();
    await house.engage.setSwitches({ engageJsonStyle });
    const kim = await withAgent(house);
    await house.desk.reply(kim.conversationId, WORDS);
    await kim.untilSaid(WORDS);
    const thread = await house.controls.thread(kim.conversationId);
    const [reply] = thread.contents.filter((one) => one.creatorId !== null);
    // The id that we answered, over a body that we signed: Engage verifies the answer.
    expect(reply).toMatchObject({
      synchronizationStatus: "success",
      foreignId: expect.stringContaining(".e"),
    });
  },
);

test("agents who write HTML, as older senders do without an id, are read as text", async () => {
  const house = await openEngageHouse();
  await house.engage.setSwitches({ engageReplyFields: "captured", engageReplyFormat: "html" });
  const kim = await withAgent(house);
  await house.desk.reply(kim.conversationId, "Tom & Jerry");
  await kim.untilSaid("Tom & Jerry");
});

test("a reply that could not be stored is tried again by Engage and shown once", async () => {
  const house = await openEngageHouse();
  await house.engage.setSwitches({ engageReplyRetrySeconds: 1 });
  const kim = await withAgent(house);
  await db().$executeRaw`ALTER TABLE relay_event RENAME TO relay_event_away`;
  try {
    await house.desk.reply(kim.conversationId, "Once");
    await until(async () => {
      const { contents } = await house.controls.thread(kim.conversationId);
      return contents.some(
        (one) => one.synchronizationStatus === "export_pending" && one.synchronizationError,
      );
    }, "the first try to fail");
  } finally {
    await db().$executeRaw`ALTER TABLE relay_event_away RENAME TO relay_event`;
  }
  await kim.untilSaid("Once");
  expect((await kim.transcript()).filter((line) => line === "agent: Once")).toHaveLength(1);
});

test("the end that is told before the agent's last words ends it, and the words are shown", async () => {
  const house = await openEngageHouse();
  const kim = await withAgent(house);
  await house.engage.setSwitches({ engageSyncAfterReply: false, engageSyncSeconds: 1_000_000 });
  await house.desk.reply(kim.conversationId, "Last words");
  await house.desk.close(kim.conversationId);
  await kim.untilState("bot");
  expect((await kim.read()).messages.some((one) => one.text === "Last words")).toBe(false);
  await house.controls.sync(house.handover.sourceId);
  await kim.untilSaid("Last words");
  expect((await kim.read()).state).toBe("bot");
});

test("deliveries in reverse order and three times each end the handover once", async () => {
  const house = await openEngageHouse();
  await house.controls.webhooks({ duplicate: 3, shuffle: "reversed" });
  const kim = await withAgent(house);
  await house.desk.reply(kim.conversationId, "Hello");
  await kim.untilState("agent");
  await house.desk.close(kim.conversationId);
  await kim.untilState("bot");
  await house.controls.webhooks({ repeat: 100 });
  const ends = (await kim.transcript()).filter((line) => line.includes("has ended"));
  expect(ends).toHaveLength(1);
  expect(
    await db().relayEvent.count({ where: { conversationKey: kim.conversationId, kind: "case.released" } }),
  ).toBe(1);
});

test("a case that the agent opens again at once is not over", async () => {
  const house = await openEngageHouse();
  const kim = await withAgent(house);
  await house.desk.reply(kim.conversationId, "Hello");
  await kim.untilState("agent");
  await house.controls.webhooks({ hold: true });
  await house.desk.close(kim.conversationId);
  await house.desk.reopen(kim.conversationId);
  await house.controls.webhooks({ hold: false, release: true });
  await until(
    async () =>
      (await db().relayEvent.count({ where: { conversationKey: kim.conversationId, ignored: true } })) === 1,
    "the news of the close to be left aside",
  );
  expect((await kim.read()).state).toBe("agent");
});

test("an agent deletes a message at the desk: the visitor does not see it any more", async () => {
  const house = await openEngageHouse();
  const kim = await withAgent(house);
  await house.desk.reply(kim.conversationId, "The code is 1234");
  await kim.untilSaid("The code is 1234");
  await house.desk.takeBack(kim.conversationId);
  await until(async () => (await kim.read()).removed.length === 1, "the message to be taken back");
});
