import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { signBody } from "#lib/engage/sign.ts";
import { notify } from "#lib/live/notify.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { until } from "../test-bridge.ts";
import { callSdk, callSdkRaw, isSigned, replyParams } from "./test-door.ts";
import { makeDoorHandover, openDoor } from "./test-engage-door.ts";

withTestDatabase();

/** As a sender writes JSON: what a parser keeps of it, written again, has other bytes. */
const SENT = [
  ["umlauts as they are", '"Grüße, Ü"', '"Gr\\u00fc\\u00dfe, \\u00dc"'],
  ["umlauts escaped", '"Gr\\u00fc\\u00dfe"', '"Grüße"'],
  ["signs of markup escaped", '"a \\u003c b \\u0026 c \\u003e d"', '"a < b & c > d"'],
  ["an emoji as a pair of escapes", '"\\ud83d\\ude00"', '"😀"'],
  ["an emoji as it is", '"😀"', '"\\ud83d\\ude00"'],
  ["a number with a fraction of nothing", '"x","score":1.0', '"x","score":1'],
  ["blanks between", '"x" , "a" : 1', '"x","a":1'],
] as const;

test.each(SENT)(
  "%s: the bytes that came are what is signed, not what they mean",
  async (_what, raw, again) => {
    const { url, token, id } = await openDoor();
    const { body: _body, ...params } = replyParams(id);
    const write = (value: string) =>
      `{"action":"messages.create","params":{"body":${value},${JSON.stringify(params).slice(1)},"time":"2026-11-21T10:00:00Z"}`;
    const honest = await callSdkRaw(url, token, write(raw));
    expect([honest.status, isSigned(honest, token)]).toEqual([200, true]);
    const signedOverAnother = await fetch(url, {
      method: "POST",
      headers: { "x-smccsdk-signature": signBody(write(again), token) },
      body: write(raw),
    });
    expect([signedOverAnother.status, await signedOverAnother.text()]).toEqual([422, "Invalid signature"]);
    expect(await db().relayEvent.count({ where: { conversationKey: id } })).toBe(1);
  },
);

test("the signature may come in the address, for proxies that drop unknown headers", async () => {
  const { url, token } = await openDoor();
  const body = '{"action":"implementation.info"}';
  const answer = await callSdkRaw(url, token, body, { query: true });
  expect([answer.status, isSigned(answer, token)]).toEqual([200, true]);
  expect((await callSdkRaw(url, "another token", body, { query: true })).status).toBe(422);
});

test("of several handovers the one whose token fits is meant, and its address takes no other", async () => {
  const { url, bridge, providerId, token } = await openDoor();
  const other = await makeDoorHandover();
  await until(
    async () => (await callSdk(url, other.realtimeToken, "messages.list")).status === 200,
    "the new one",
  );
  expect((await callSdk(`${url}/${providerId}`, token, "messages.list")).status).toBe(200);
  expect((await callSdk(`${url}/${providerId}`, other.realtimeToken, "messages.list")).status).toBe(422);
  expect((await callSdk(`${url}/${other.providerId}`, other.realtimeToken, "messages.list")).status).toBe(
    200,
  );
  expect((await fetch(`${bridge.url}/handover/rce/a/b`)).status).toBe(404);
});

test("a token that was replaced fits no more as soon as its handover has changed", async () => {
  const { url, token, providerId } = await openDoor();
  expect((await callSdk(url, token, "messages.list")).status).toBe(200);
  await db().$transaction(async (tx) => {
    await putSecret(tx, `handover:${providerId}`, "realtimeToken", "the new token", { now: new Date() });
    await notify(tx, "handovers");
  });
  await until(
    async () => (await callSdk(url, "the new token", "messages.list")).status === 200,
    "the new token",
  );
  expect((await callSdk(url, token, "messages.list")).status).toBe(422);
});

test("what is no signature is refused before the body is read, and the inbox says why", async () => {
  const { url, token, bridge } = await openDoor();
  const answer = await callSdkRaw(url, token, "{}", { signature: "not hexadecimal" });
  expect([answer.status, answer.text]).toEqual([422, "Invalid signature"]);
  expect(answer.headers.get("x-smccsdk-signature")).toBeNull();
  // Twenty megabytes are promised and never sent: nobody waits for them.
  const { port } = new URL(bridge.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    "POST /handover/rce HTTP/1.1\r\nhost: x\r\ncontent-length: 20000000\r\nx-smccsdk-signature: short\r\n\r\n",
  );
  const [chunk] = (await once(socket, "data")) as [Buffer];
  expect(chunk.toString()).toContain(" 422 ");
  socket.destroy();
  const kept = await until(
    () =>
      db()
        .bridgeCall.findFirst({ where: { endpoint: "engage-sdk", verdict: "bad_signature" } })
        .then((row) => row ?? undefined),
    "the refused call in the inbox",
  );
  expect(kept).toMatchObject({ status: 422, providerId: null });
});

test("an address that guesses is told to wait, and Engage behind the same address passes all the same", async () => {
  const { url, token } = await openDoor();
  const guess = () => callSdk(url, crypto.randomUUID(), "implementation.info");
  let last = await guess();
  for (let n = 0; n < 130 && last.status !== 429; n++) last = await guess();
  expect(last.status).toBe(429);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await callSdk(url, token, "implementation.info")).status).toBe(200);
});
