import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import {
  type Behaviour,
  json,
  reset,
  startTestServer,
  type TestServer,
} from "#lib/http/start-test-server.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { handoverJoinedTo } from "./test-bot.ts";
import { startTestRelay } from "./test-house.ts";

withTestDatabase();

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await allowHost(systemCtx("test"), server.host, "the bot of this test");
});
afterAll(async () => {
  await closeEgress();
  await server.close();
});
afterEach(() => {
  server.requests.length = 0;
});

const DOWN = "The bot sleeps.";
const ACCEPTED = "I am connecting you to a colleague. Please wait a moment.";
const echo: Behaviour = (response, request, socket) => {
  const { message } = JSON.parse(request.body) as { message: { text: string } | null };
  json(200, { messages: [`You said ${message?.text}`] })(response, request, socket);
};
const joined = (more: object = {}, settings: object = {}) =>
  handoverJoinedTo({ adapter: "webhook", url: server.baseUrl, downMessage: DOWN, ...more }, { settings });
const noteOf = async (conversationId: string, kind = "visitor.message") =>
  (
    await db().relayEvent.findFirst({
      where: { conversationKey: conversationId, kind },
      orderBy: { id: "desc" },
    })
  )?.note;

describe("a bot of one's own", () => {
  test("answers in the order of the messages, and is asked once for each", async () => {
    server.answer(echo);
    const { kim } = await joined();
    for (const text of ["one", "two", "three"]) await kim.say(text);
    await kim.untilSaid("You said three");
    const said = (await kim.transcript()).filter((line) => line.startsWith("bot:"));
    expect(said).toEqual(["bot: You said one", "bot: You said two", "bot: You said three"]);
    expect(server.requests).toHaveLength(3);
  });

  test("hands over with attributes of its own over those of the settings, and is silent until it is resolved", async () => {
    const customAttributes = { tier: "silver", shop: "DE" };
    const { kim, house } = await joined({}, { customAttributes });
    server.answer(
      json(200, { messages: ["A moment"], handover: { customAttributes: { tier: "gold" } } }),
      echo,
    );
    await kim.say("human");
    await kim.say("are you there?");
    await kim.untilState("queued");
    const fields = (await house.newestCase())?.customFields.map(({ ident, value }) => [ident, value]);
    expect(Object.fromEntries(fields ?? [])).toEqual({ tier: "gold", shop: "DE" });
    await house.desk("accept");
    await house.desk("reply", { text: "Hello" });
    await kim.untilSaid("Hello");
    await kim.say("thanks");
    await until(async () => (await house.caseMessages()).length >= 3, "the message at the agent");
    expect(server.requests).toHaveLength(1);
    await house.desk("close");
    await kim.untilState("bot");
    await until(async () => server.requests.length === 2, "the bot to be told");
    expect(JSON.parse(server.requests[1]?.body ?? "")).toMatchObject({
      type: "handover.resolved",
      message: null,
    });
  });

  test("a message that came while the bot decided to hand over is for the agent, not for the bot", async () => {
    const { kim, house } = await joined();
    const release = Promise.withResolvers<void>();
    server.answer(async (response, request, socket) => {
      await release.promise;
      json(200, { messages: [], handover: true })(response, request, socket);
    }, echo);
    await kim.say("human");
    await until(async () => server.requests.length === 1, "the bot to be asked");
    await kim.say("order 4711");
    release.resolve();
    await kim.untilState("queued");
    expect(server.requests).toHaveLength(1);
    const transcript = (await house.caseMessages()).map((one) => one.messageContent.payload.text).join("\n");
    expect(transcript).toContain("order 4711");
    expect(await kim.transcript()).not.toContain(expect.stringContaining("You said"));
  });

  test("what the bot says while a human is asked for stands before the handover", async () => {
    const { kim } = await joined();
    const release = Promise.withResolvers<void>();
    server.answer(async (...exchange) => {
      await release.promise;
      echo(...exchange);
    });
    await kim.say("slow");
    await until(async () => server.requests.length === 1, "the bot to be asked");
    await kim.act("request_human");
    release.resolve();
    await kim.untilState("queued");
    expect(await kim.transcript()).toEqual(["visitor: slow", "bot: You said slow", `system: ${ACCEPTED}`]);
  });

  test("can end the conversation", async () => {
    const { kim } = await joined();
    server.answer(json(200, { messages: ["Bye"], end: true }));
    await kim.say("bye");
    await kim.untilState("closed");
    expect(await kim.transcript()).toEqual([
      "visitor: bye",
      "bot: Bye",
      "system: This conversation has ended. Thank you for writing.",
    ]);
  });
});

describe("a bot that does not answer leaves nobody in limbo", () => {
  test.each<[string, Behaviour]>([
    ["401", json(401, {})],
    ["404", json(404, {})],
    ["not JSON", json(200, "<html>")],
    ["cut", reset],
  ])("%s: the visitor is told, and after the second time agents take over", async (_name, behaviour) => {
    const { kim } = await joined();
    server.answer(behaviour);
    await kim.say("hello");
    await kim.untilSaid(DOWN);
    expect((await kim.read()).state).toBe("bot");
    expect(await noteOf(kim.conversationId)).toMatch(/^The bot did not answer\. .+ The visitor was told\.$/);
    await kim.say("hello?");
    await kim.untilState("queued");
    expect(await noteOf(kim.conversationId)).toContain("Handed over to agents.");
    expect(await kim.transcript()).toEqual([
      "visitor: hello",
      `system: ${DOWN}`,
      "visitor: hello?",
      `system: ${ACCEPTED}`,
    ]);
  });

  test("an answer in between begins the count anew", async () => {
    const { kim } = await joined();
    server.answer(json(401, {}), echo, json(401, {}));
    await kim.say("one");
    await kim.untilSaid(DOWN);
    await kim.say("two");
    await kim.untilSaid("You said two");
    await kim.say("three");
    await until(
      async () => (await kim.transcript()).filter((line) => line.includes(DOWN)).length === 2,
      "the text",
    );
    expect((await kim.read()).state).toBe("bot");
  });

  test.each<[string, object, object]>([
    ["it shall only say so", { whenDown: "say_so" }, {}],
    ["the handover is paused", {}, { state: "paused" }],
  ])("the visitor is told each time where %s", async (_name, bot, provider) => {
    const { kim, house } = await joined({ ...bot, failuresBeforeHandover: 1 });
    await db().handoverProvider.update({ where: { id: house.handover.providerId }, data: provider });
    server.answer(json(401, {}));
    await kim.say("one");
    await kim.say("two");
    await until(
      async () => (await kim.transcript()).filter((line) => line.includes(DOWN)).length === 2,
      "the text",
    );
    expect((await kim.read()).state).toBe("bot");
  });
});

describe("a process killed while a bot thinks", () => {
  test("Cognigy is not asked a second time: the visitor is told to write again", async () => {
    const { kim, house } = await handoverJoinedTo(
      { adapter: "cognigy", baseUrl: `${server.baseUrl}/`, downMessage: DOWN },
      { relay: false },
    );
    const token = "f00dfeedcafe4711";
    await putSecret(db(), `handover:${house.handover.providerId}`, "cognigyToken", token, {
      now: new Date(),
    });
    server.answer(json(200, { outputStack: [{ text: "Booked", data: {} }] }));
    await kim.say("book it");
    // What the killed process had noted before it asked.
    await pool().query("UPDATE relay_waiting SET attempts = 1 WHERE conversation_key = $1", [
      kim.conversationId,
    ]);
    startTestRelay();
    await kim.untilSaid(DOWN);
    expect(server.requests).toHaveLength(0);
    expect(await noteOf(kim.conversationId)).toContain("was lost");
  });

  test("a webhook is asked again under the same id", async () => {
    const { kim } = await handoverJoinedTo({ adapter: "webhook", url: server.baseUrl }, { relay: false });
    server.answer(echo);
    await kim.say("book it");
    const event = await db().relayEvent.findFirstOrThrow({ where: { conversationKey: kim.conversationId } });
    await pool().query("UPDATE relay_waiting SET attempts = 1 WHERE conversation_key = $1", [
      kim.conversationId,
    ]);
    startTestRelay();
    await kim.untilSaid("You said book it");
    expect(server.requests.map(({ headers }) => headers["idempotency-key"])).toEqual([event.externalId]);
  });
});
