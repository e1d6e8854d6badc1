import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { type CallLogLimits, createCallLog } from "./call-log.ts";
import {
  listenBridge,
  makeConversation,
  makeHandover,
  makeToken,
  post,
  replyBody,
  type TestHandover,
} from "./test-bridge.ts";

withTestDatabase();

let handover: TestHandover;
let url: string;
let close: () => Promise<void>;
beforeEach(async () => {
  handover = await makeHandover();
  const listening = await listenBridge({ pool: pool() });
  url = `${listening.url}/handover/niceCxOne`;
  let closed: Promise<void> | undefined;
  close = () => {
    closed ??= listening.close();
    return closed;
  };
  onTestFinished(() => close());
});

/** What the bridge has noted of this test's handover or path, after it has written everything down. */
async function noted(where: object) {
  await close();
  return db().bridgeCall.findMany({ where, orderBy: { id: "asc" } });
}

test("the same reply a hundred times at once: one event, ninety-nine duplicates noted", async () => {
  const { id } = await makeConversation(handover.providerId);
  const authorization = `Bearer ${await makeToken(pool(), handover.providerId)}`;
  const body = replyBody(id, "Once", "2026-11-21T10:00:00.000Z");
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      post(`${url}/2.0/channel/${handover.channelId}/outbound`, body, { authorization }),
    ),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  const events = await db().relayEvent.findMany({ where: { conversationKey: id } });
  expect(events).toMatchObject([{ endpoint: "reply-2.0" }]);
  const rows = await noted({ providerId: handover.providerId });
  expect(rows.reduce((sum, row) => sum + row.times, 0)).toBe(99);
  for (const row of rows) {
    expect(row).toMatchObject({ verdict: "duplicate", eventId: events[0]?.id, conversationKey: id });
    expect(row.payload).toBeNull();
  }
});

describe("what is refused is kept with its reason", () => {
  const send = async (path: string, body: unknown, token?: string) =>
    (await post(`${url}${path}`, body, token ? { authorization: `Bearer ${token}` } : {})).status;
  const verdicts = async (where: object) =>
    (await noted(where)).map(({ endpoint, verdict, status, times }) => [endpoint, verdict, status, times]);

  test("no token, a foreign one, an expired one", async () => {
    const path = `/2.0/channel/${handover.channelId}/outbound`;
    const since = { at: { gte: new Date() } };
    expect(await send(path, {})).toBe(401);
    expect(await send(path, {}, "x".repeat(40))).toBe(401);
    expect(await send(path, {}, await makeToken(pool(), handover.providerId, -1))).toBe(401);
    expect(await verdicts({ ...since, endpoint: "reply-2.0", providerId: null })).toEqual([
      ["reply-2.0", "no_token", 401, 1],
      ["reply-2.0", "bad_token", 401, 1],
      ["reply-2.0", "expired_token", 401, 1],
    ]);
  });

  test("the token of another handover, a channel and a thread that nobody knows, a body that is no JSON", async () => {
    const other = await makeHandover();
    const token = await makeToken(pool(), handover.providerId);
    const own = `/2.0/channel/${handover.channelId}/outbound`;
    expect(await send(`/2.0/channel/${other.channelId}/outbound`, replyBody("cnv_1", "x"), token)).toBe(403);
    expect(await send("/2.0/channel/nowhere/outbound", replyBody("cnv_1", "x"), token)).toBe(404);
    expect(await send(own, replyBody(`cnv_${"0".repeat(32)}`, "Lost"), token)).toBe(404);
    expect(await send(own, "not json", token)).toBe(400);
    const rows = await noted({ providerId: handover.providerId });
    expect(rows.map((row) => row.verdict)).toEqual([
      "other_handover",
      "unknown_channel",
      "unknown_thread",
      "unreadable",
    ]);
    expect(JSON.stringify(rows[2]?.payload)).toContain("Lost");
  });

  test("a wrong secret is told from an unknown handover, to admins only, and is not kept itself", async () => {
    const body = {
      grant_type: "client_credentials",
      client_id: handover.clientId,
      client_secret: "canary-wrong-secret",
    };
    const wrong = await post(`${url}/${handover.providerId}/auth/token`, body);
    const unknown = await post(`${url}/${"f".repeat(24)}/auth/token`, body);
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
    await post(`${url}/${handover.providerId}/auth/token`, { ...body, client_secret: handover.clientSecret });
    const rows = await noted({
      endpoint: "token",
      payload: { path: ["clientId"], equals: handover.clientId },
    });
    expect(rows.map(({ verdict, providerId }) => [verdict, providerId])).toEqual([
      ["wrong_secret", handover.providerId],
      ["unknown_provider", null],
      ["accepted", handover.providerId],
    ]);
    expect(rows[0]?.detail).toBe("The client id is right, the client secret is not.");
    const kept = JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    expect(kept).not.toContain("canary-wrong-secret");
    expect(kept).not.toContain(handover.clientSecret);
  });
});

test("a flood of strangers makes as many rows as are allowed, and one that counts the rest", async () => {
  const limits: CallLogLimits = {
    strangers: { burst: 5, perSecond: 0 },
    known: { burst: 5, perSecond: 0 },
  };
  const calls = createCallLog(pool(), limits);
  const requestId = `flood-${crypto.randomUUID()}`;
  for (let n = 0; n < 1_000; n += 1) {
    calls.record({ endpoint: "reconnect", requestId, caller: `10.0.0.${n}` }, "bad_link", 403);
  }
  await calls.flush();
  const rows = await db().bridgeCall.findMany({ where: { endpoint: "reconnect", verdict: "bad_link" } });
  expect(rows).toHaveLength(6);
  expect(rows.reduce((sum, row) => sum + row.times, 0)).toBe(1_000);
});

test("a payload of any size and make is cut and holds no secret", async () => {
  const calls = createCallLog(pool());
  const providerId = handover.providerId;
  const payload = {
    text: `\u0000half \ud800 pair${"x".repeat(50_000)}`,
    nested: [{ access_token: "canary-in-payload" }],
  };
  calls.record(
    { endpoint: "release", requestId: "req_cut", caller: null, providerId, payload },
    "unreadable",
    400,
  );
  await calls.flush();
  const [row] = await db().bridgeCall.findMany({ where: { providerId } });
  expect(JSON.stringify(row?.payload).length).toBeLessThan(5_000);
  expect(JSON.stringify(row?.payload)).not.toContain("canary-in-payload");
});
