import { afterAll, describe, expect, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { contactCentreFor } from "./contact-centre-for.ts";
import { reconcileOpenHandovers } from "./reconcile-open-handovers.ts";
import { openHouse } from "./test-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

const ACCEPTED = "I am connecting you to a colleague. Please wait a moment.";
const ENDED = "The conversation with our colleague has ended. The bot is back.";

describe("a handover against the simulated CXone, over HTTP on both sides", () => {
  test.each([
    ["newer", true],
    ["older", false],
  ])("from bot to agent and back, with the %s reply endpoint", async (_name, newer) => {
    const house = await openHouse({
      newer,
      settings: { displayAgentDetails: true, customAttributes: { tier: "gold" } },
    });
    const kim = await house.visitor();
    await kim.say("When are you open?");
    await kim.untilSaid("We are open Monday to Friday from 9:00 to 18:00.");
    await kim.say("I want a human");
    await kim.untilState("queued");
    await kim.untilSaid(ACCEPTED);

    const first = (await house.caseMessages())[0];
    expect(first?.messageContent.payload.text).toMatch(/Kim: When are you open\?[\s\S]*Kim: I want a human/);
    expect((await house.newestCase())?.customFields).toMatchObject([{ ident: "tier", value: "gold" }]);

    await house.desk("accept");
    await house.desk("reply", { text: "Hello Kim, this is an agent." });
    const answer = await kim.untilSaid("Hello Kim, this is an agent.");
    expect(answer.author).toBe("agent");
    expect(answer.authorName).toBeTruthy();
    expect((await kim.read()).state).toBe("agent");
    const image = await kim.image(answer.id);
    expect([image.status, image.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("image/"),
    ]);

    await kim.say("Thank you");
    await until(
      async () =>
        (await house.caseMessages()).some((message) => message.messageContent.payload.text === "Thank you"),
      "the visitor's message at CXone",
    );
    await house.desk("reply", {
      text: "Here is the form",
      attachmentUrl: "https://files.example/form.pdf",
      attachmentName: "form.pdf",
    });
    const withFile = await kim.untilSaid("Here is the form");
    expect(withFile.attachments).toEqual([{ name: "form.pdf", url: "https://files.example/form.pdf" }]);

    await house.desk("close");
    await kim.untilState("bot");
    await kim.say("hello");
    await kim.untilSaid("Hello. What can I do for you?");
    expect(await kim.transcript()).toEqual([
      expect.stringContaining("bot: Hello, I am the demo bot."),
      "visitor: When are you open?",
      "bot: We are open Monday to Friday from 9:00 to 18:00.",
      "visitor: I want a human",
      `system: ${ACCEPTED}`,
      "agent: Hello Kim, this is an agent.",
      "visitor: Thank you",
      "agent: Here is the form",
      `system: ${ENDED}`,
      "visitor: hello",
      "bot: Hello. What can I do for you?",
    ]);
    const own = (await kim.read()).messages.filter((message) => message.author === "visitor");
    expect(own.map((message) => message.delivery)).toEqual(Array(own.length).fill("delivered"));
  });

  test("agent details stay hidden unless they are switched on (H-40)", async () => {
    const house = await openHouse({ settings: {} });
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.desk("accept");
    await house.desk("reply", { text: "Hi" });
    const answer = await kim.untilSaid("Hi");
    expect([answer.authorName, answer.authorImage]).toEqual([null, null]);
    expect((await kim.read()).agentName).toBeNull();
    expect((await kim.image(answer.id)).status).toBe(404);
  });

  test("an agent whom the delivery does not name is asked for at the contact", async () => {
    const house = await openHouse({ settings: { displayAgentDetails: true } });
    await house.tenant.control("POST", "/switches", { replyIncludesAgent: false });
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.desk("accept");
    await house.desk("reply", { text: "Hi" });
    expect((await kim.untilSaid("Hi")).authorName).toBeTruthy();
  });

  test("without the transcript the agent sees what the visitor wrote last", async () => {
    const house = await openHouse({ settings: { transcriptAsFirstMessage: false } });
    const kim = await house.visitor();
    await kim.say("a human please, my parcel is lost");
    await kim.untilState("queued");
    const sent = await house.caseMessages();
    expect(sent.map((message) => message.messageContent.payload.text)).toEqual([
      "a human please, my parcel is lost",
    ]);
  });

  test("a script that waits for Escalate gets the signal, and the case reaches the queue", async () => {
    const house = await openHouse();
    await house.tenant.control("POST", "/switches", { escalationRequiresSignal: true });
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.desk("accept");
    await house.desk("reply", { text: "Hi" });
    await kim.untilSaid("Hi");
  });

  test("a refused signal is noted and stops nothing", async () => {
    const house = await openHouse();
    await house.fault({
      method: "POST",
      pathPattern: "/signal",
      times: 1,
      status: 404,
      body: { error: "x" },
    });
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    const event = await db().relayEvent.findFirst({
      where: { conversationKey: kim.conversationId, kind: "handover.start" },
    });
    expect(event?.note).toContain("Escalate was refused");
  });

  test("the visitor cancels: the case is closed at CXone and the bot takes over", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await kim.act("cancel");
    await kim.untilState("bot");
    await kim.untilSaid("Your request for a colleague was cancelled.");
    await until(async () => (await house.newestCase())?.status === "closed", "the case to be closed");
  });

  test("a second handover in the same conversation opens a new case", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    const first = await house.newestCase();
    await house.desk("accept");
    await house.desk("close");
    await kim.untilState("bot");
    await kim.act("request_human");
    await kim.untilState("queued");
    expect((await house.newestCase())?.id).not.toBe(first?.id);
  });

  test("a release hint that CXone does not bear out changes nothing", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    const hint = await fetch(`${house.bridge.url}/handover/niceCxOne/${house.handover.providerId}/released`, {
      method: "POST",
      body: JSON.stringify({ threadIdOnExternalPlatform: kim.conversationId }),
    });
    expect(hint.status).toBe(202);
    await until(
      async () =>
        (await db().relayEvent.count({
          where: {
            conversationKey: kim.conversationId,
            kind: "case.released",
            note: { contains: "not followed" },
          },
        })) === 1,
      "the hint to be looked at",
    );
    expect((await kim.read()).state).toBe("queued");
  });

  test("an ONRELEASE that got lost is found by the reconciling job", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    const row = await house.newestCase();
    // By the API no script runs, so nobody tells us.
    await house.tenant.dfo("PUT", `/contacts/${row?.id}/status`, { status: "closed" });
    expect(await reconcileOpenHandovers(pool(), contactCentreFor)).toMatchObject({ over: 1 });
    await kim.untilState("bot");
    expect(await reconcileOpenHandovers(pool(), contactCentreFor)).toMatchObject({ over: 0 });
  });

  test("a handover that is not set up yet says so and stays with the bot", async () => {
    const house = await openHouse();
    await db().handoverProvider.update({
      where: { id: house.handover.providerId },
      data: { channelId: null },
    });
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilSaid("There is nobody here to talk to at the moment. The bot goes on helping you.");
    expect((await kim.read()).state).toBe("bot");
  });
});
