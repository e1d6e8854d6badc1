import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { post, until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { openHouse, startTestRelay } from "./test-house.ts";
import { unparkConversation } from "./unpark-conversation.ts";

const database = withTestDatabase();
afterAll(() => closeEgress());
const ROOT = path.resolve(import.meta.dirname, "../../..");
const POSTS = "/channels/[^/]+/messages$";

/** A relay in a process of its own, so that it can be killed. */
function startRelayProcess() {
  const program = `
    import { startRelay } from "#lib/handover/relay/start-relay.ts";
    import { contactCentreFor } from "#lib/handover/relay/contact-centre-for.ts";
    import { pool } from "#lib/db/client.ts";
    startRelay({ pool: pool(), contactCentreFor, leaseMs: 1_000, pollMs: 50 });`;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--input-type=module-typescript", "--eval", program],
    {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, DATABASE_URL: database.url() },
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Hands calls on; `onAnswer` hears of each one when the other side has done it and before the answer goes back. */
async function startProxy(target: string, onAnswer: (method: string, url: string) => void): Promise<string> {
  const server = http.createServer(async (incoming, outgoing) => {
    const { host: _host, connection: _connection, ...headers } = incoming.headers;
    const upstream = http.request(
      `${target}${incoming.url}`,
      { method: incoming.method, headers },
      async (answer) => {
        const body = Buffer.concat(await answer.toArray());
        onAnswer(incoming.method ?? "", (incoming.url ?? "").split("?")[0] ?? "");
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        outgoing.end(body);
      },
    );
    upstream.on("error", () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const unpark = (conversationId: string) =>
  unparkConversation(async (sql, value) => (await pool().query(sql, [value])).rows, conversationId);

const textsOf = async (house: Awaited<ReturnType<typeof openHouse>>) =>
  (await house.caseMessages()).map((message) => message.messageContent.payload.text);

describe("a visitor's message reaches CXone once", () => {
  test("the answer is lost after the work was done: looked up instead of sent again", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await house.fault({ method: "POST", pathPattern: POSTS, times: 1, drop: "after" });
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.fault({ method: "POST", pathPattern: POSTS, times: 1, drop: "after" });
    await kim.say("Only once");
    await until(
      async () =>
        (await kim.read()).messages.some((one) => one.text === "Only once" && one.delivery === "delivered"),
      "the message to be delivered",
    );
    expect((await textsOf(house)).filter((text) => text === "Only once")).toHaveLength(1);
    expect(await house.caseMessages()).toHaveLength(2);
  });

  test("the connection breaks before the work is done: sent again", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.fault({ method: "POST", pathPattern: POSTS, times: 1, drop: "before" });
    await kim.say("First");
    await kim.say("Second");
    await until(async () => (await textsOf(house)).includes("Second"), "both messages");
    expect((await textsOf(house)).slice(1)).toEqual(["First", "Second"]);
  });

  test("a tenant that answers 409 to what it knows is believed", async () => {
    const house = await openHouse();
    await house.tenant.control("POST", "/switches", { duplicateMessage: "conflict" });
    const kim = await house.visitor();
    await house.fault({ method: "POST", pathPattern: POSTS, times: 1, drop: "after" });
    // The look-up does not find it the first time, as when an index lags behind.
    await house.fault({
      method: "GET",
      pathPattern: "/messages$",
      times: 1,
      status: 200,
      body: { hits: 0, data: [] },
    });
    await kim.act("request_human");
    await kim.untilState("queued");
    expect(await house.caseMessages()).toHaveLength(1);
  });

  test.each([
    ["the transcript", 1],
    ["a message", 2],
  ])(
    "kill -9 of the relay after CXone filed %s and before we recorded it: it is there once",
    async (_what, nth) => {
      let child: ReturnType<typeof startRelayProcess> | undefined;
      let filed = 0;
      const house = await openHouse({
        relay: false,
        through: (origin) =>
          startProxy(origin, (method, url) => {
            if (method === "POST" && /\/messages$/.test(url)) filed += 1;
            // The answer has come back from CXone and never reaches the relay.
            if (filed === nth) child?.kill("SIGKILL");
          }),
      });
      const kim = await house.visitor();
      child = startRelayProcess();
      const gone = once(child, "exit");
      await kim.act("request_human");
      if (nth === 2) await kim.untilState("queued");
      await kim.say("Sent before the end");
      await gone;
      child = undefined;
      startTestRelay();
      await kim.untilState("queued");
      await kim.say("Sent after it");
      await until(async () => (await textsOf(house)).includes("Sent after it"), "the next message at CXone");
      expect((await textsOf(house)).slice(1)).toEqual(["Sent before the end", "Sent after it"]);
      await until(async () => {
        const own = (await kim.read()).messages.filter((one) => one.author === "visitor");
        return own.length === 2 && own.every((one) => one.delivery === "delivered");
      }, "both to be shown as delivered");
    },
  );
});

describe("a message that cannot be delivered", () => {
  test("parks its conversation only, says so, and goes on in order when it is tried again", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    const lee = await house.visitor();
    for (const visitor of [kim, lee]) {
      await visitor.act("request_human");
      await visitor.untilState("queued");
    }
    await house.fault({
      method: "POST",
      pathPattern: POSTS,
      times: 3,
      status: 400,
      body: { errors: [{ message: "Too rude" }] },
    });
    await kim.say("One");
    await until(async () => (await kim.read()).stuck, "the conversation to be parked");
    await kim.say("Two");
    await lee.say("Not my problem");
    await until(
      async () =>
        (await lee.read()).messages.some(
          (one) => one.text === "Not my problem" && one.delivery === "delivered",
        ),
      "the other visitor's message",
    );
    const parked = await db().conversation.findUniqueOrThrow({ where: { id: kim.conversationId } });
    expect([parked.parkedAt !== null, parked.parkedReason]).toEqual([
      true,
      expect.stringContaining("Too rude"),
    ]);
    const own = (await kim.read()).messages.find((one) => one.text === "One");
    expect(own?.delivery).toBe("failed");

    expect(await unpark(kim.conversationId)).toBe(true);
    await until(
      async () =>
        (await kim.read()).messages.filter(
          (one) => ["One", "Two"].includes(one.text) && one.delivery === "delivered",
        ).length === 2,
      "both messages to be delivered",
    );
    const contact = await db().conversation.findUniqueOrThrow({ where: { id: kim.conversationId } });
    const answer = await house.tenant.dfo("GET", `/contacts/${contact.contactId}/messages`);
    const texts = (answer.body as { data: { messageContent: { payload: { text: string } } }[] }).data.map(
      (one) => one.messageContent.payload.text,
    );
    expect(texts.slice(-2)).toEqual(["One", "Two"]);
    expect((await kim.read()).stuck).toBe(false);
    expect(await unpark(kim.conversationId)).toBe(false);
  });

  test("the visitor's own retry, with the same id, is enough", async () => {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.fault({
      method: "POST",
      pathPattern: POSTS,
      times: 3,
      status: 400,
      body: { errors: [{ message: "no" }] },
    });
    const id = crypto.randomUUID();
    await kim.say("Please", id);
    await until(async () => (await kim.read()).stuck, "the conversation to be parked");
    expect((await kim.say("Please", id)).status).toBe(200);
    await until(async () => (await textsOf(house)).includes("Please"), "the message at CXone");
    expect((await kim.read()).messages.filter((one) => one.text === "Please")).toHaveLength(1);
  });
});

test("a visitor's message sent twice, also in parallel, is shown and answered once", async () => {
  const house = await openHouse();
  const kim = await house.visitor();
  const id = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => kim.say("hello", id)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  await kim.untilSaid("Hello. What can I do for you?");
  await kim.say("hello", id.toUpperCase());
  expect((await kim.transcript()).slice(1)).toEqual(["visitor: hello", "bot: Hello. What can I do for you?"]);
});

test("another visitor's token opens nothing", async () => {
  const house = await openHouse();
  const kim = await house.visitor();
  const lee = await house.visitor();
  const at = `${house.bridge.url}/handover/webchat/${house.handover.providerId}/conversations/${kim.conversationId}`;
  const headers = { authorization: `Bearer ${lee.visitorToken}` };
  expect((await post(`${at}/messages`, { id: crypto.randomUUID(), text: "x" }, headers)).status).toBe(401);
  for (const leaf of ["messages", "events"])
    expect((await fetch(`${at}/${leaf}`, { headers })).status).toBe(401);
  expect((await fetch(`${at}/messages`)).status).toBe(401);
});
