import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { callSdk, deliver, replyParams } from "#lib/bridge/engage/test-door.ts";
import { makeConversation, until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { message } from "#lib/sandbox/engage/test-engage.ts";
import { closedEvent, type EngageHouse, openEngageHouse } from "./test-engage-house.ts";
import { transcriptOf } from "./test-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

const RUNS = 25;
const WORDS = ["first", "second", "third", "fourth"] as const;
const DELIVERIES = [...WORDS, "closed"] as const;
type Delivery = (typeof DELIVERIES)[number];

/** A thread of Engage whose case an agent has closed, and the conversation that it belongs to. */
async function closedThread({ engage, handover, threadOf, desk }: EngageHouse, began: number) {
  const { id } = await makeConversation(handover.providerId, {
    state: "queued",
    handoverSeq: 1,
    handoverAt: new Date(began),
  });
  await engage.realtime("messages.create", message(`${id}.h1`, { thread_id: id }));
  await engage.flush();
  await desk.take(id);
  await desk.reply(id, "Answered, and kept from us here");
  await desk.close(id);
  const contactId = String((await threadOf(id))?.id);
  await db().conversation.update({ where: { id }, data: { contactId } });
  return { id, contactId };
}

test("five deliveries in every order, with any repeats, give the same transcript and the same end", async () => {
  const house = await openEngageHouse();
  // What Engage sends is for this test to say.
  await house.switchWebhook(false);
  await house.engage.setSwitches({ engageSyncAfterReply: false, engageSyncSeconds: 1_000_000 });
  const began = Math.floor(Date.now() / 1_000) * 1_000 - 120_000;
  const { realtimeToken, webhookSecret, sourceId } = house.handover;

  const send = async (id: string, contactId: string, eventId: string, what: Delivery) => {
    if (what === "closed") {
      const event = { ...closedEvent(sourceId, contactId), id: eventId };
      return expect((await deliver(house.door, webhookSecret, { events: [event] })).status).toBe(200);
    }
    const created_at = new Date(began + 1_000 * (WORDS.indexOf(what) + 1)).toISOString();
    const params = replyParams(id, { body: what, created_at, content_id: `c0ffee${WORDS.indexOf(what)}` });
    expect((await callSdk(house.door, realtimeToken, "messages.create", params)).status).toBe(200);
  };
  const order = fc
    .tuple(
      fc.shuffledSubarray([...DELIVERIES], { minLength: DELIVERIES.length }),
      fc.array(fc.constantFrom(...DELIVERIES), { maxLength: 4 }),
    )
    .map(([once, again]) => [...once, ...again]);

  await fc.assert(
    fc.asyncProperty(order, fc.boolean(), async (sequence, atOnce) => {
      const { id, contactId } = await closedThread(house, began);
      const eventId = crypto.randomUUID();
      if (atOnce) await Promise.all(sequence.map((what) => send(id, contactId, eventId, what)));
      else for (const what of sequence) await send(id, contactId, eventId, what);
      await until(
        async () => (await db().relayWaiting.count({ where: { conversationKey: id } })) === 0,
        "all to be carried out",
      );
      expect(await transcriptOf(id)).toEqual([
        ...WORDS.map((words) => `agent: ${words}`),
        "system: The conversation with our colleague has ended. The bot is back.",
      ]);
      expect(await db().conversation.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "bot" });
    }),
    { numRuns: RUNS },
  );
});
