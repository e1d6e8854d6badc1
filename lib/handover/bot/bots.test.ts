import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { makeHandover } from "#lib/bridge/test-bridge.ts";
import { closeEgress, egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { cutShort, json, reset, startTestServer, type TestServer } from "#lib/http/start-test-server.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import type { BotTurn } from "./adapter.ts";
import { botFor } from "./bot-for.ts";
import { rotateWebhookSecret } from "./rotate-webhook-secret.ts";

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
beforeEach(() => {
  server.requests.length = 0;
});
afterEach(() => server.answer(json(200, {})));

const TOKEN = "f00dfeedcafe4711aa55";
const SECRET_WORDS = "my card ends in 4242";

const turn = (more: Partial<BotTurn> = {}): BotTurn =>
  ({
    type: "message",
    text: SECRET_WORDS,
    conversationId: "cnv_1",
    sessionId: "cnv_1.s1",
    visitorName: "Kim",
    id: `cnv_1.${crypto.randomUUID()}`,
    at: new Date("2026-11-21T10:00:00Z"),
    ...more,
  }) as BotTurn;

async function cognigy(more: object = {}) {
  const { providerId } = await makeHandover();
  await putSecret(db(), `handover:${providerId}`, "cognigyToken", TOKEN, { now: new Date() });
  return botFor(providerId, { adapter: "cognigy", baseUrl: `${server.baseUrl}/`, ...more });
}

async function webhook() {
  const { providerId } = await makeHandover();
  const ctx = systemCtx("test");
  const { secret } = await rotateWebhookSecret(ctx, providerId, { overlapHours: 24 });
  const open = () => botFor(providerId, { adapter: "webhook", url: `${server.baseUrl}/hook` });
  return { providerId, secret, open, bot: await open() };
}

describe("a Cognigy REST Endpoint", () => {
  test("gets the message, and each output becomes a message in order", async () => {
    const quick = {
      _cognigy: {
        _default: { _quickReplies: { text: "Which one?", quickReplies: [{ title: "A" }, { title: "B" }] } },
      },
    };
    server.answer(
      json(200, {
        outputStack: [
          { text: "One", data: {} },
          { text: SECRET_WORDS, source: "user" },
          { text: "", data: quick },
          { text: "", data: {} },
          { text: "Three", data: null },
        ],
      }),
    );
    const answer = await (await cognigy()).answer(turn());
    expect(answer).toEqual({
      messages: [
        { text: "One", choices: [] },
        { text: "Which one?", choices: ["A", "B"], data: quick },
        { text: "Three", choices: [] },
      ],
      handover: null,
      end: false,
      notes: [],
    });
    const [request] = server.requests;
    expect(request?.path).toBe(`/${TOKEN}`);
    expect(JSON.parse(request?.body ?? "")).toEqual({
      userId: "cnv_1",
      sessionId: "cnv_1.s1",
      text: SECRET_WORDS,
      data: { patchbay: { conversationId: "cnv_1", visitorName: "Kim" } },
    });
  });

  test("one output without a stack is taken as well", async () => {
    server.answer(json(200, { text: "Hi", data: {} }));
    expect((await (await cognigy()).answer(turn())).messages).toEqual([{ text: "Hi", choices: [] }]);
  });

  test.each([
    ["true", true, [], []],
    [
      "an object",
      { customAttributes: { tier: "gold", tags: ["a"] } },
      [
        ["tier", "gold"],
        ["tags", '["a"]'],
      ],
      [],
    ],
    ["a JSON string", { customAttributes: '{"tier":"gold"}' }, [["tier", "gold"]], []],
    ["pairs", { attributes: [{ name: "tier", value: 3 }] }, [["tier", "3"]], []],
    ["a bare list", { customAttributes: ["gold"] }, [], [expect.stringContaining("left out")]],
  ])("hands over by data.handover: %s", async (_name, signal, attributes, notes) => {
    server.answer(json(200, { outputStack: [{ text: "Wait", data: { handover: signal } }] }));
    const answer = await (await cognigy()).answer(turn());
    expect(answer.handover?.attributes.map(({ ident, value }) => [ident, value])).toEqual(attributes);
    expect(answer.notes).toEqual(notes);
    expect(answer.messages.map(({ text }) => text)).toEqual(["Wait"]);
  });

  test("attributes may stand beside a signal that is true", async () => {
    const data = { handover: true, customAttributes: { tier: "gold" } };
    server.answer(json(200, { outputStack: [{ text: null, data }] }));
    const { handover } = await (await cognigy()).answer(turn());
    expect(handover?.attributes).toEqual([{ ident: "tier", value: "gold" }]);
  });

  test("the field is a setting, and what the flow says after it is not shown", async () => {
    const stack = [
      { text: "Before", data: { handover: true } },
      { text: "", data: { actions: { human: true } } },
      { text: "Still the bot", data: {} },
    ];
    server.answer(json(200, { outputStack: stack }));
    const answer = await (await cognigy({ handoverField: "actions.human" })).answer(turn());
    expect(answer.messages.map(({ text }) => text)).toEqual(["Before"]);
    expect(answer).toMatchObject({
      handover: { attributes: [] },
      notes: [expect.stringContaining("left out (1)")],
    });
  });

  test.each([false, null, "yes", 0, undefined])("data.handover %j is no handover", async (signal) => {
    server.answer(json(200, { outputStack: [{ text: "Hi", data: { handover: signal } }] }));
    expect((await (await cognigy()).answer(turn())).handover).toBeNull();
  });

  test("an event has no text, and flows tell it by its data", async () => {
    await (await cognigy()).answer(
      turn({ type: "handover.resolved", disposition: "Solved" } as Partial<BotTurn>),
    );
    expect(JSON.parse(server.requests[0]?.body ?? "")).toMatchObject({
      text: "",
      data: { patchbay: { event: "handover.resolved", disposition: "Solved" } },
    });
  });

  test("a place in the queue stands where flows look for it, the wait in milliseconds, and nothing that nobody said", async () => {
    const bot = await cognigy();
    const queue = { type: "handover.queue", position: 2, estimatedWaitMs: 30_000 } as Partial<BotTurn>;
    await bot.answer(turn(queue));
    await bot.answer(turn({ ...queue, estimatedWaitMs: null } as Partial<BotTurn>));
    const [whole, half] = server.requests.map(({ body }) => JSON.parse(body));
    expect(whole).toMatchObject({
      text: "",
      data: { handover: { estimatedWaitTime: 30_000, position: 2 }, patchbay: { event: "handover.queue" } },
    });
    expect(half.data.handover).toEqual({ position: 2 });
  });

  test.each([
    ["401", json(401, {}), /address or its token is wrong/],
    ["404", json(404, {}), /no bot at this address/],
    ["429", json(429, {}, { "retry-after": "60" }), /takes no more messages/],
    ["500", json(500, {}), /answered with an error \(500\)/],
    ["not JSON", json(200, "<html>"), /not JSON/],
    ["another form", json(200, { outputStack: "none" }), /another form than expected/],
    ["a redirect", json(302, {}, { location: "https://elsewhere.example" }), /error \(302\)/],
    ["a cut connection", reset, /cut the connection/],
    ["half an answer", cutShort, /cut the connection/],
  ])("%s is a failure in words, and the message was sent once", async (_name, behaviour, said) => {
    server.answer(behaviour);
    await expect((await cognigy()).answer(turn())).rejects.toThrow(said);
    expect(server.requests).toHaveLength(1);
  });

  test("neither the token nor anybody's words are in the request log", async () => {
    server.answer(json(200, { outputStack: [{ text: "Dear Kim", data: {} }] }));
    const said = turn();
    await (await cognigy()).answer(said);
    await egress().flushLog();
    const row = await db().requestLog.findFirst({ where: { requestId: said.id } });
    const stored = JSON.stringify(row);
    expect(stored).toContain("bot.cognigy.message");
    expect(row?.requestBody).toContain(`[${SECRET_WORDS.length} characters]`);
    for (const secret of [TOKEN, SECRET_WORDS, "Dear Kim"]) expect(stored).not.toContain(secret);
  });
});

describe("a webhook", () => {
  test("gets a signed call with an id", async () => {
    const { bot, secret } = await webhook();
    server.answer(json(200, { messages: ["Hi", { text: "Which?", choices: ["A"] }], end: true }));
    const said = turn();
    const answer = await bot.answer(said);
    expect(answer.messages).toEqual([{ text: "Hi" }, { text: "Which?", choices: ["A"] }]);
    expect(answer.end).toBe(true);
    const [request] = server.requests;
    expect(JSON.parse(request?.body ?? "")).toEqual({
      id: said.id,
      type: "message",
      at: "2026-11-21T10:00:00.000Z",
      conversationId: "cnv_1",
      sessionId: "cnv_1.s1",
      visitor: { name: "Kim" },
      message: { id: said.id, text: SECRET_WORDS },
      handover: null,
    });
    expect(request?.headers["idempotency-key"]).toBe(said.id);
    const header = String(request?.headers["x-patchbay-signature"]);
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    expect(signature).toBe(createHmac("sha256", secret).update(`${seconds}.${request?.body}`).digest("hex"));
    expect(Math.abs(Date.now() / 1_000 - Number(seconds))).toBeLessThan(60);
  });

  test("a failure that is none the second time is repeated under the same id", async () => {
    const { bot } = await webhook();
    server.answer(json(500, {}), reset, json(200, { messages: ["Hi"] }));
    expect((await bot.answer(turn())).messages).toEqual([{ text: "Hi" }]);
    expect(new Set(server.requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(server.requests).toHaveLength(3);
  });

  test("an empty answer says nothing", async () => {
    const { bot } = await webhook();
    server.answer((response) => void response.writeHead(204).end());
    expect(await bot.answer(turn())).toMatchObject({ messages: [], handover: null, end: false });
  });

  test("a new secret signs beside the one before until that has run out", async () => {
    const { providerId, open, secret: first } = await webhook();
    const at = new Date();
    const rotated = await rotateWebhookSecret({ ...systemCtx("test"), now: () => at }, providerId, {
      overlapHours: 2,
    });
    expect(rotated.beforeUntil).toBe(new Date(at.getTime() + 7_200_000).toISOString());
    const signatures = async (now: Date) => {
      server.requests.length = 0;
      await (
        await botFor(providerId, { adapter: "webhook", url: server.baseUrl }, { now: () => now })
      ).answer(turn());
      const [request] = server.requests;
      const header = String(request?.headers["x-patchbay-signature"]);
      const by = (secret: string) =>
        header.includes(
          createHmac("sha256", secret)
            .update(`${Math.floor(now.getTime() / 1_000)}.${request?.body}`)
            .digest("hex"),
        );
      return [by(rotated.secret), by(first)];
    };
    expect(await signatures(new Date(at.getTime() + 7_199_000))).toEqual([true, true]);
    expect(await signatures(new Date(at.getTime() + 7_201_000))).toEqual([true, false]);
    expect((await open()).name).toBe("Assistant");
    const audit = await db().auditEntry.findMany({ where: { object: `handover:${providerId}` } });
    expect(audit).toHaveLength(2);
    for (const secret of [first, rotated.secret]) expect(JSON.stringify(audit, bigint)).not.toContain(secret);
  });

  test("a private address that nobody allowed is not called", async () => {
    const { providerId } = await webhook();
    const bot = await botFor(providerId, { adapter: "webhook", url: "http://10.0.0.1/hook" });
    await expect(bot.answer(turn())).rejects.toThrow(/https|not public|encryption/);
  });
});

test("a bot whose secret is missing fails in words", async () => {
  const { providerId } = await makeHandover();
  const bot = await botFor(providerId, { adapter: "webhook", url: server.baseUrl });
  await expect(bot.answer(turn())).rejects.toThrow("secret of the webhook is not made yet");
});

const bigint = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
