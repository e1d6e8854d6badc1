import http from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { revokeBridgeTokens } from "#lib/handover/relay/revoke-bridge-tokens.ts";
import {
  type Listening,
  listenBridge,
  makeConversation,
  makeHandover,
  makeToken,
  post,
  replyBody,
  type TestHandover,
  until,
} from "./test-bridge.ts";

withTestDatabase();

let bridge: Listening;
let handover: TestHandover;
let token: string;
const woken: number[] = [];

beforeAll(async () => {
  bridge = await listenBridge({ pool: pool(), wake: (shards) => void woken.push(...shards) });
  handover = await makeHandover();
  token = await makeToken(pool(), handover.providerId);
});
afterAll(() => bridge.close());

const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const outbound = (channelId = handover.channelId) =>
  `${bridge.url}/handover/niceCxOne/2.0/channel/${channelId}/outbound`;
const posts = (id: string) => `${bridge.url}/handover/niceCxOne/1.0/posts/${encodeURIComponent(id)}/messages`;
const eventsOf = (conversationKey: string) =>
  db().relayEvent.findMany({ where: { conversationKey }, orderBy: { id: "asc" } });

describe("an agent's reply", () => {
  test("is stored before it is answered, in both dialects, with the id it got", async () => {
    const { id } = await makeConversation(handover.providerId);
    const newer = await post(outbound(), replyBody(id, "Hello"), bearer(token));
    expect(newer.status).toBe(200);
    expect(newer.body).toMatchObject({
      message: { idOnExternalPlatform: expect.stringContaining(`${id}.a`), url: expect.stringContaining(id) },
      thread: { idOnExternalPlatform: id },
      endUserIdentities: [{ idOnExternalPlatform: `${id}.visitor` }],
      recipients: [{ idOnExternalPlatform: `${id}.visitor` }],
    });
    const older = await post(posts(id), { messageContent: { payload: { text: "Again" } } }, bearer(token));
    expect(older.status).toBe(200);
    const events = await eventsOf(id);
    expect(events.map((event) => event.externalId)).toEqual([
      (newer.body.message as { idOnExternalPlatform: string }).idOnExternalPlatform,
      older.body.idOnExternalPlatform,
    ]);
    expect(events[0]?.payload).toMatchObject({ text: "Hello", agentName: "Ada Byron" });
    expect(woken).toContain(events[0]?.shard);
  });

  test("finds its conversation by the id of any message in it", async () => {
    const { id } = await makeConversation(handover.providerId);
    const answer = await post(posts(`${id}.${crypto.randomUUID()}`), { text: "Hi" }, bearer(token));
    expect(answer.status).toBe(200);
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test("a hundred copies in parallel have one effect and one id", async () => {
    const { id } = await makeConversation(handover.providerId);
    const body = replyBody(id, "Once");
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(outbound(), body, bearer(token))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(100).fill(200));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body.message))).size).toBe(1);
    expect(await eventsOf(id)).toHaveLength(1);
    const replay = await post(outbound(), body, bearer(token));
    expect(replay.body.message).toEqual(answers[0]?.body.message);
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test("the same words sent twice by an agent are two messages", async () => {
    const { id } = await makeConversation(handover.providerId);
    await post(outbound(), replyBody(id, "ok", "2026-11-21T10:00:00.000Z"), bearer(token));
    await post(outbound(), replyBody(id, "ok", "2026-11-21T10:00:05.000Z"), bearer(token));
    expect(await eventsOf(id)).toHaveLength(2);
  });

  test("JSON counts as JSON whatever the content type says", async () => {
    const { id } = await makeConversation(handover.providerId);
    const answer = await post(outbound(), replyBody(id, "Hi"), {
      ...bearer(token),
      "content-type": "text/plain;charset=UTF-8",
    });
    expect(answer.status).toBe(200);
  });
});

describe("a reply that is refused says why", () => {
  test.each([
    ["without a token", {}, "carries no bearer token"],
    ["with a wrong one", bearer("wrong"), "not known"],
    ["with Basic", { authorization: "Basic eDp5" }, "carries no bearer token"],
  ])("401 %s", async (_what, headers, sentence) => {
    const { id } = await makeConversation(handover.providerId);
    const answer = await post(outbound(), replyBody(id, "Hi"), headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body.detail).toContain(sentence);
    expect(await eventsOf(id)).toHaveLength(0);
  });

  test("401 with a token that has expired", async () => {
    const { id } = await makeConversation(handover.providerId);
    const expired = await makeToken(pool(), handover.providerId, -1);
    const answer = await post(outbound(), replyBody(id, "Hi"), bearer(expired));
    expect(answer.status).toBe(401);
    expect(answer.body.detail).toContain("expired");
  });

  test("401 with a token that was good a moment ago and is revoked", async () => {
    const other = await makeHandover();
    const { id } = await makeConversation(other.providerId);
    const revoked = await makeToken(pool(), other.providerId);
    expect((await post(outbound(other.channelId), replyBody(id, "1"), bearer(revoked))).status).toBe(200);
    await revokeBridgeTokens(db(), other.providerId);
    await until(
      async () => (await post(outbound(other.channelId), replyBody(id, "2"), bearer(revoked))).status === 401,
      "the revoked token to be refused",
    );
  });

  test("404 for a channel nobody has, 403 for another handover's channel or thread", async () => {
    const { id } = await makeConversation(handover.providerId);
    const unknown = await post(outbound("no-such-channel"), replyBody(id, "Hi"), bearer(token));
    expect([unknown.status, unknown.body.title]).toEqual([404, "The channel is not known here"]);
    const other = await makeHandover();
    const foreign = await post(outbound(other.channelId), replyBody(id, "Hi"), bearer(token));
    expect([foreign.status, foreign.body.title]).toEqual([403, "The token belongs to another handover"]);
    const { id: foreignThread } = await makeConversation(other.providerId);
    expect((await post(posts(foreignThread), { text: "Hi" }, bearer(token))).status).toBe(403);
  });

  test("404 for a thread that does not exist", async () => {
    const answer = await post(posts("cnv_ffffffffffffffffffffffffffffffff"), { text: "Hi" }, bearer(token));
    expect([answer.status, answer.body.title]).toEqual([404, "The thread is not known here"]);
  });

  test("413 for a body over a megabyte, announced or not", async () => {
    const { id } = await makeConversation(handover.providerId);
    const body = JSON.stringify(replyBody(id, "x".repeat(1024 * 1024)));
    const announced = await post(outbound(), body, bearer(token));
    expect([announced.status, announced.body.detail]).toEqual([413, "A body may have at most 1024 KB."]);
    expect(await postChunked(outbound(), body, token)).toBe(413);
    expect(await eventsOf(id)).toHaveLength(0);
  });

  test.each([
    ["not JSON", "<xml/>", "could not be parsed"],
    ["empty", "", "empty"],
    ["an array", "[]", "an array"],
    ["null", "null", "null"],
    ["without a message", "{}", "Neither a text nor an attachment"],
  ])("400 when the body is %s", async (_what, body, sentence) => {
    const answer = await post(outbound(), body, bearer(token));
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(sentence);
    expect(answer.body.fix).toBeTruthy();
  });

  test("405 and 404 are JSON with a way on", async () => {
    const wrongMethod = await fetch(outbound());
    expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
    const lost = await post(`${bridge.url}/handover/niceCxOne/3.0/posts`, {});
    expect([lost.status, lost.body.title]).toEqual([404, "There is no such endpoint"]);
    expect(await (await fetch(`${bridge.url}/handover/niceCxOne`)).json()).toMatchObject({ status: "ok" });
  });
});

/** Sends without content-length, so that only counting finds out. */
function postChunked(url: string, body: string, bearerToken: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", headers: bearer(bearerToken) }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject);
    for (let at = 0; at < body.length; at += 65_536) request.write(body.slice(at, at + 65_536));
    request.end();
  });
}
