import { beforeAll, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { type Listening, listenBridge, makeHandover, post, until } from "#lib/bridge/test-bridge.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { notify } from "#lib/live/notify.ts";
import { putSecret, readSecret } from "#lib/vault/secrets.ts";
import { getHandover } from "../reads.ts";
import { moveBot, takeBotBack } from "./move-bot.ts";
import { getMove } from "./reads.ts";

withTestDatabase();

const ann = testCtx("admin");
let bridge: Listening;

beforeAll(async () => {
  bridge = await listenBridge({ pool: pool() });
  return () => bridge.close();
});

const WEBHOOK = { adapter: "webhook", url: "https://bot.example/hook", name: "Robin", greeting: "Hello" };

async function twoHandovers(state = "live") {
  const from = (await makeHandover()).providerId;
  const to = (await makeHandover()).providerId;
  await db().handoverProvider.update({ where: { id: from }, data: { bot: WEBHOOK } });
  await db().handoverProvider.update({ where: { id: to }, data: { kind: "engage", state } });
  await putSecret(db(), `handover:${from}`, "webhookSecret", "signs-the-calls", { now: new Date() });
  return { from, to };
}

const rowOf = (id: string) => db().handoverProvider.findUniqueOrThrow({ where: { id } });
const versionOf = async (id: string) => (await rowOf(id)).version;
const move = async (from: string, to: string) =>
  moveBot(ann, from, { toId: to, version: await versionOf(from) });
const startAt = async (id: string) =>
  (await post(`${bridge.url}/handover/webchat/${id}/conversations`, {})).body.providerId;

test("a bot moves to a handover of the other contact centre with its secrets, and new visitors follow it", async () => {
  const { from, to } = await twoHandovers();
  const before = await post(`${bridge.url}/handover/webchat/${from}/conversations`, {});
  expect(before.body.providerId).toBe(from);
  await move(from, to);

  const moved = await db().handoverProvider.findUniqueOrThrow({ where: { id: to } });
  expect(moved.bot).toMatchObject(WEBHOOK);
  expect(await readSecret(db(), `handover:${to}`, "webhookSecret")).toBe("signs-the-calls");
  await until(async () => (await startAt(from)) === to, "new visitors to follow the bot");

  // Who talks already, stays: the old handover has its bot and its secret as before.
  const { conversationId, visitorToken } = before.body;
  const written = await post(
    `${bridge.url}/handover/webchat/${from}/conversations/${conversationId}/messages`,
    { id: crypto.randomUUID(), text: "Still here" },
    { authorization: `Bearer ${visitorToken}` },
  );
  expect(written.status).toBeLessThan(300);
  expect(await readSecret(db(), `handover:${from}`, "webhookSecret")).toBe("signs-the-calls");
  expect((await getHandover(ann, from)).movedTo).toMatchObject({ id: to, state: "live" });
  expect(
    await db().auditEntry.count({ where: { object: `handover:${to}`, action: "handover.bot_received" } }),
  ).toBe(1);
});

test("visitors stay until the other handover is live", async () => {
  const { from, to } = await twoHandovers("draft");
  await move(from, to);
  expect(await startAt(from)).toBe(from);
  await db().handoverProvider.update({ where: { id: to }, data: { state: "live" } });
  await until(async () => (await startAt(from)) === to, "visitors to follow once it is live");
});

test("moving back, or taking visitors back, ends the redirection", async () => {
  const { from, to } = await twoHandovers();
  await move(from, to);
  await move(to, from);
  expect((await rowOf(from)).movedTo).toBeNull();
  expect((await rowOf(to)).movedTo).toBe(from);
  await takeBotBack(ann, to);
  await takeBotBack(ann, to);
  expect((await rowOf(to)).movedTo).toBeNull();
  const taken = { object: `handover:${to}`, action: "handover.bot_taken_back" };
  expect(await db().auditEntry.count({ where: taken })).toBe(1);
});

test("what the other one had of another bot is not left beside the new one", async () => {
  const { from, to } = await twoHandovers();
  await putSecret(db(), `handover:${to}`, "cognigyToken", "of-the-old-bot", { now: new Date() });
  await move(from, to);
  expect(await readSecret(db(), `handover:${to}`, "cognigyToken")).toBeUndefined();
});

test("a bot moves to no handover that is gone, going, its own, or sends visitors on itself", async () => {
  const { from, to } = await twoHandovers();
  const { from: other } = await twoHandovers();
  const refusedAt = (toId: string) => expect(move(from, toId)).rejects.toMatchObject({ code: "bad_input" });
  await refusedAt(from);
  await refusedAt("0123456789abcdef01234567");
  await move(to, other);
  await refusedAt(to);
  const { targets } = await getMove(ann, from);
  expect(targets.find(({ id }) => id === to)?.refusal).toMatch(/moved on/);
  await db().handoverProvider.update({ where: { id: other }, data: { state: "removing" } });
  await refusedAt(other);
});

test("the second of two who move it is told, and only an admin may", async () => {
  const { from, to } = await twoHandovers();
  const version = await versionOf(from);
  await moveBot(ann, from, { toId: to, version });
  await expect(moveBot(ann, from, { toId: to, version })).rejects.toMatchObject({ code: "conflict" });
  await expect(moveBot(testCtx("operator"), from, { toId: to, version })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("visitors follow a bot that was moved on, as far as somebody takes them", async () => {
  const { from, to } = await twoHandovers();
  const last = (await makeHandover()).providerId;
  await db().handoverProvider.update({ where: { id: last }, data: { state: "ready" } });
  await move(from, to);
  await move(to, last);
  await until(async () => (await startAt(from)) === to, "new visitors to follow the first move");
  await db().$transaction(async (tx) => {
    await tx.handoverProvider.update({ where: { id: last }, data: { state: "live" } });
    await notify(tx, "handovers");
  });
  await until(async () => (await startAt(from)) === last, "new visitors to follow both moves");
});
