import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { notify } from "#lib/live/notify.ts";
import { type Listening, listenBridge, makeConversation, makeHandover, until } from "./test-bridge.ts";

withTestDatabase();

let bridge: Listening;
beforeAll(async () => {
  bridge = await listenBridge({
    pool: pool(),
    authorize: async (request) => request.headers.cookie === "signed-in",
  });
});
afterAll(() => bridge.close());

/** Follows a stream; `events` grows while it lives. */
async function follow(path: string, headers: Record<string, string>) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${bridge.url}${path}`, { headers, signal: stop.signal });
  const events: { id?: string; data: Record<string, unknown> }[] = [];
  const read = async () => {
    let rest = "";
    for await (const chunk of response.body ?? []) {
      rest += new TextDecoder().decode(chunk as Uint8Array);
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
        const data = field("data");
        if (data) events.push({ id: field("id"), data: JSON.parse(data) });
      }
    }
  };
  if (response.ok) void read().catch(() => {});
  return { response, events, stop: () => stop.abort() };
}

const breakListeners = () =>
  pool().query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'patchbay listen'",
  );

test("the console's stream is for people who are signed in, and says which topics", async () => {
  expect((await follow("/api/events?topics=a", {})).response.status).toBe(401);
  for (const query of ["", "?topics=", `?topics=${"x,".repeat(60)}`, "?topics=a b"]) {
    const { response } = await follow(`/api/events${query}`, { cookie: "signed-in" });
    expect(response.status).toBe(query.startsWith("?topics=x") ? 200 : 400);
  }
});

test("a topic is told at the start, when it changes, and after the line to the database broke", async () => {
  const { response, events } = await follow("/api/events?topics=conversations,handovers", {
    cookie: "signed-in",
  });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const told = (topic: string) => events.filter((event) => event.data.topic === topic).length;
  await until(async () => told("conversations") === 1 && told("handovers") === 1, "the first telling");
  await until(async () => {
    await notify(db(), "conversations");
    return told("conversations") > 1;
  }, "a change to be told");
  const before = told("handovers");
  await breakListeners();
  await until(async () => told("handovers") > before, "everything to be told again after the break");
});

test("a visitor's stream brings what is new, and begins where the browser was", async () => {
  const { providerId } = await makeHandover();
  const { id, visitorToken } = await makeConversation(providerId);
  const path = `/handover/webchat/${providerId}/conversations/${id}/events`;
  const headers = { authorization: `Bearer ${visitorToken}` };
  const say = async (text: string) => {
    await db().message.create({
      data: { conversationId: id, externalId: `${id}.${text}`, author: "agent", text, sentAt: new Date() },
    });
    await notify(db(), `conversation:${id}`);
  };
  const texts = (events: { data: Record<string, unknown> }[]) =>
    events.flatMap((event) => (event.data.messages as { text: string }[]).map((message) => message.text));

  const first = await follow(path, headers);
  await until(async () => first.events.length === 1, "the state of things");
  expect(first.events[0]?.data).toMatchObject({ state: "bot", sandbox: true, messages: [] });
  await say("one");
  await until(async () => texts(first.events).includes("one"), "the message");
  const lastId = first.events.at(-1)?.id ?? "";
  first.stop();
  await say("two");
  const second = await follow(path, { ...headers, "last-event-id": lastId });
  await until(async () => texts(second.events).length > 0, "what was missed");
  expect(texts(second.events)).toEqual(["two"]);
});
