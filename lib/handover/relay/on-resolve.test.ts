import { afterAll, describe, expect, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { openHouse } from "./test-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

const BACK = "The conversation with our colleague has ended. The bot is back.";

async function resolved(settings: object) {
  const house = await openHouse({ settings });
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  await house.desk("accept");
  await house.desk("close");
  return { house, kim };
}

describe("On Resolve options (H-61)", () => {
  test("the bot goes on, and is told", async () => {
    const { kim } = await resolved({ onResolve: "bot" });
    await kim.untilSaid(BACK);
    await until(
      async () =>
        (await db().relayEvent.count({
          where: { conversationKey: kim.conversationId, kind: "bot.event" },
        })) === 1,
      "the bot to be told",
    );
    expect((await kim.read()).state).toBe("bot");
  });

  test("the conversation ends with its own text", async () => {
    const { kim } = await resolved({ onResolve: "end", endedMessage: "Good night." });
    await kim.untilSaid("Good night.");
    expect((await kim.read()).state).toBe("closed");
    await kim.say("hello?");
    await until(
      async () => (await db().relayWaiting.count({ where: { conversationKey: kim.conversationId } })) === 0,
      "the message to be stored",
    );
    expect((await kim.transcript()).at(-1)).toBe("visitor: hello?");
  });

  test("the bot starts over: a new session, greeted again, and not told of the old one", async () => {
    const { kim } = await resolved({ onResolve: "restart" });
    await kim.untilSaid(BACK);
    const { botSession } = await db().conversation.findUniqueOrThrow({ where: { id: kim.conversationId } });
    expect(botSession).toBe(1);
    expect((await kim.transcript()).at(-1)).toContain("bot: Hello, I am the demo bot.");
    expect(
      await db().relayEvent.count({ where: { conversationKey: kim.conversationId, kind: "bot.event" } }),
    ).toBe(0);
  });
});

describe("all conversations forwarded", () => {
  const waitsForSignal = async (settings: object = {}) => {
    const house = await openHouse({ settings: { forward: "all", ...settings } });
    await house.tenant.control("POST", "/switches", { escalationRequiresSignal: true });
    const kim = await house.visitor();
    const recorded = async () =>
      (await house.caseMessages()).map((one) => `${one.direction} ${one.messageContent.payload.text}`);
    const untilRecorded = (text: string) =>
      until(async () => (await recorded()).some((one) => one.includes(text)), `the record of ${text}`);
    return { house, kim, recorded, untilRecorded };
  };

  test("each message is in CXone as it is said, nobody is offered it, and the handover goes on with the same contact", async () => {
    const { house, kim, recorded, untilRecorded } = await waitsForSignal({
      customAttributes: { tier: "gold" },
    });
    await kim.say("When are you open?");
    await untilRecorded("We are open");
    const before = (await house.newestCase()) as unknown as { id: string; routingQueueId: unknown };
    expect(before.routingQueueId ?? null).toBeNull();
    expect(await recorded()).toEqual([
      expect.stringContaining("outbound Hello, I am the demo bot."),
      "inbound When are you open?",
      expect.stringContaining("outbound We are open"),
    ]);
    await kim.say("human");
    await kim.untilState("queued");
    const after = await house.newestCase();
    expect(after?.id).toBe(before.id);
    expect(after?.customFields).toMatchObject([{ ident: "tier", value: "gold" }]);
    expect((await recorded()).at(-1)).toBe("inbound human");
    await house.desk("accept");
    await house.desk("reply", { text: "Hello Kim" });
    await kim.untilSaid("Hello Kim");
    await kim.say("Thanks");
    await untilRecorded("inbound Thanks");
    await house.desk("close");
    await kim.untilState("bot");
    await kim.say("hello");
    await until(async () => (await house.newestCase())?.id !== before.id, "a contact of its own");
    await untilRecorded("What can I do for you");
    expect(await recorded()).toEqual(["inbound hello", "outbound Hello. What can I do for you?"]);
  });

  test("what could not be recorded goes along later, in order and once; the bot answers all the while", async () => {
    const { house, kim, recorded, untilRecorded } = await waitsForSignal();
    await house.fault({ method: "POST", pathPattern: "/messages", times: 1, drop: "after" });
    await kim.say("thanks");
    await kim.untilSaid("You are welcome. Is there anything else?");
    await kim.say("bye");
    await untilRecorded("Goodbye");
    expect(await recorded()).toEqual([
      expect.stringContaining("outbound Hello, I am the demo bot."),
      "inbound thanks",
      "outbound You are welcome. Is there anything else?",
      "inbound bye",
      expect.stringContaining("outbound Goodbye"),
    ]);
  });

  test("only handovers: CXone gets nothing of a conversation that needs nobody", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.say("hello");
    await kim.untilSaid("Hello. What can I do for you?");
    expect(await house.newestCase()).toBeUndefined();
  });
});
