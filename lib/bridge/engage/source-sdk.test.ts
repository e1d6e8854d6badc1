import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { makeConversation } from "../test-bridge.ts";
import { callSdk, callSdkRaw, isSigned, replyParams } from "./test-door.ts";
import { openDoor } from "./test-engage-door.ts";

withTestDatabase();

const eventsOf = (conversationKey: string) =>
  db().relayEvent.findMany({ where: { conversationKey }, orderBy: { id: "asc" } });

test("implementation.info, lists and shows are answered, signed over their own bytes", async () => {
  const { url, token } = await openDoor();
  const info = await callSdk(url, token, "implementation.info");
  expect(info.status).toBe(200);
  expect(isSigned(info, token)).toBe(true);
  expect(info.json()).toMatchObject({ objects: { messages: expect.arrayContaining(["create", "reply"]) } });
  expect(info.json().options).toContain("messaging.queuing_update");
  for (const action of ["messages.list", "threads.list", "private_messages.list"]) {
    const list = await callSdk(url, token, action, { since_id: "1" });
    expect([list.status, list.text, isSigned(list, token)]).toEqual([200, "[]", true]);
  }
  const show = await callSdk(url, token, "messages.show", { id: "1" });
  expect([show.status, show.text, isSigned(show, token)]).toEqual([200, "{}", true]);
  const published = await callSdk(url, token, "messages.unpublish", { id: "m1" });
  expect([published.status, published.json()]).toEqual([200, { id: "m1" }]);
});

test("an unknown action is refused with Engage's own words, signed", async () => {
  const { url, token } = await openDoor();
  for (const action of ["messages.explode", "threads.create", "status.mark_as_read"]) {
    const answer = await callSdk(url, token, action, { id: "1" });
    expect([answer.status, answer.text, isSigned(answer, token)]).toEqual([422, "Invalid action", true]);
  }
  const noAction = await callSdkRaw(url, token, '{"params":{}}');
  expect([noAction.status, noAction.text, isSigned(noAction, token)]).toEqual([
    400,
    "Invalid request format",
    true,
  ]);
  const noJson = await callSdkRaw(url, token, "<p>");
  expect([noJson.status, noJson.text, isSigned(noJson, token)]).toEqual([400, "Bad request", true]);
});

test("an agent's words are stored once, however often Engage tries, and have one id", async () => {
  const { url, token, providerId, id } = await openDoor();
  const params = replyParams(id, { body: "<p>Gr&uuml;&szlig;e &amp; 😀</p>", format: "html" });
  const first = await callSdk(url, token, "messages.create", params);
  const retries = await Promise.all(
    Array.from({ length: 20 }, () => callSdk(url, token, "messages.create", { ...params, retry: true })),
  );
  const ids = new Set([first, ...retries].map((answer) => answer.json().id));
  expect([...ids]).toEqual([`${id}.e${params.content_id}`]);
  expect([first, ...retries].every((answer) => isSigned(answer, token))).toBe(true);
  const events = await eventsOf(id);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ providerId, kind: "agent.message", endpoint: "engage-sdk" });
  expect(events[0]?.payload).toMatchObject({ text: "Grüße & 😀", agentName: "Jane from RingCentral" });
});

test("older senders without content_id are recognised by what they sent", async () => {
  const { url, token, id } = await openDoor();
  const { content_id: _none, retry: _never, sender_name: _no, ...old } = replyParams(id, { format: "html" });
  const send = (fields: object = {}) => callSdk(url, token, "messages.create", { ...old, ...fields });
  const answers = [await send(), await send(), await send({ body: "<p>Other words</p>" })];
  const [one, two, three] = answers.map((answer) => answer.json().id);
  expect(two).toBe(one);
  expect(three).not.toBe(one);
  expect(await eventsOf(id)).toHaveLength(2);
});

test("the thread is known by the message it answers, and one that is not known is refused for good", async () => {
  const { url, token, id } = await openDoor();
  const byAnswer = await callSdk(url, token, "messages.create", replyParams(id, { thread_id: null }));
  expect(byAnswer.json().id).toContain(id);
  const strangers = [
    replyParams("cnv_00000000000000000000000000000000"),
    replyParams("some-thread", { in_reply_to_id: null }),
    replyParams((await makeConversation((await openDoor()).providerId)).id),
  ];
  for (const params of strangers) {
    const answer = await callSdk(url, token, "messages.create", params);
    expect([answer.status, answer.json(), isSigned(answer, token)]).toEqual([
      200,
      { error: { fatal: true, message: "The thread is not known here." } },
      true,
    ]);
  }
});

test("the visitor's own words that come back have no effect", async () => {
  const { url, token, id } = await openDoor();
  const answer = await callSdk(
    url,
    token,
    "messages.create",
    replyParams(id, { author_id: `visitor-${id}` }),
  );
  expect([answer.status, typeof answer.json().id]).toEqual([200, "string"]);
  expect(await eventsOf(id)).toEqual([]);
});

test("an empty message is refused for good; attachments alone are a message, links that run scripts are none", async () => {
  const { url, token, id } = await openDoor();
  const send = (fields: object) =>
    callSdk(url, token, "messages.create", replyParams(id, { body: "", ...fields }));
  expect((await send({})).json()).toMatchObject({ error: { fatal: true } });
  const bad = { url: "javascript:alert(1)", type: "x", filename: "x" };
  expect((await send({ attachments: [bad] })).json()).toMatchObject({ error: { fatal: true } });
  const good = { url: "https://files.example/a.pdf", type: "application/pdf", filename: "a.pdf" };
  expect((await send({ attachments: [good, bad] })).json()).toMatchObject({ id: expect.any(String) });
  const [event] = await eventsOf(id);
  expect(event?.payload).toMatchObject({ text: "", attachments: [{ name: "a.pdf", url: good.url }] });
});

test("a message of 20 MB is taken and kept to what can be shown; one byte more is not", async () => {
  const { url, token, id } = await openDoor();
  const max = 20_971_520;
  const empty = JSON.stringify({ action: "messages.create", params: replyParams(id, { body: "" }) });
  const text = "ä".repeat(Math.floor((max - empty.length) / 2));
  const body = empty.replace('"body":""', `"body":"${text}"`);
  const padded = body + " ".repeat(max - Buffer.byteLength(body));
  const taken = await callSdkRaw(url, token, padded);
  expect([taken.status, isSigned(taken, token)]).toEqual([200, true]);
  const [event] = await eventsOf(id);
  expect(event?.payload).toMatchObject({ text: `${text.slice(0, 50_000)} […]` });
  const over = await callSdkRaw(url, token, `${padded} `);
  expect([over.status, over.text]).toEqual([413, "Invalid request size (max: 20971520 bytes)"]);
  expect(await tellAtLength(url, max + 1)).toContain(" 413 ");
});

test("a place in the queue is stored in milliseconds, and the same update once", async () => {
  const { url, token, id } = await openDoor();
  const update = { estimated_wait_time: 30, position: 1, thread_id: id, in_reply_to_id: null };
  const time = "2026-11-21T10:00:00Z";
  for (let n = 0; n < 3; n++) {
    expect((await callSdk(url, token, "messaging.queuing_update", update, time)).status).toBe(200);
  }
  await callSdk(url, token, "messaging.queuing_update", { position: 2, thread_id: id }, time);
  await callSdk(url, token, "messaging.queuing_update", { thread_id: id }, time);
  await callSdk(url, token, "messaging.queuing_update", { position: 9, thread_id: "unknown" }, time);
  expect((await eventsOf(id)).map((event) => event.payload)).toEqual([
    { position: 1, estimatedWaitMs: 30_000, saidAt: "2026-11-21T10:00:00.000Z" },
    { position: 2, estimatedWaitMs: null, saidAt: "2026-11-21T10:00:00.000Z" },
  ]);
});

/** The status line for a body whose length is not announced and turns out to be this. */
async function tellAtLength(url: string, bytes: number): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const head = `POST /handover/rce HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nx-smccsdk-signature: ${"a".repeat(128)}\r\n\r\n`;
  socket.write(`${head}${bytes.toString(16)}\r\n`);
  socket.write(Buffer.alloc(bytes, " "));
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return answer.toString().split("\r\n")[0] ?? "";
}
