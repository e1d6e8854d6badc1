import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { problemOfWebhookSecret } from "#lib/engage/webhook-rules.ts";
import { closedEvent } from "#lib/handover/relay/test-engage-house.ts";
import { until } from "../test-bridge.ts";
import { settleFilterNotice } from "./filter-notice.ts";
import { deliver } from "./test-door.ts";
import { makeDoorHandover, openDoor } from "./test-engage-door.ts";

withTestDatabase();

const released = (conversationKey: string) =>
  db().relayEvent.findMany({ where: { conversationKey, kind: "case.released" } });
const callOf = (where: object) =>
  until(
    () =>
      db()
        .bridgeCall.findFirst({ where })
        .then((row) => row ?? undefined),
    `a call ${JSON.stringify(where)}`,
  );

test("the same event a hundred times at once is one event, and every copy is answered 200", async () => {
  const { url, secret, sourceId, threadId, id } = await openDoor();
  const delivery = { id: "bd13", domain_id: "48cc", events: [closedEvent(sourceId, threadId)] };
  const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(url, secret, delivery)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await released(id)).toHaveLength(1);
  await callOf({ endpoint: "engage-webhook", verdict: "duplicate" });
});

test("several events come in one delivery; what means nothing here holds none of them up", async () => {
  const { url, secret, sourceId, threadId, id, providerId } = await openDoor();
  const opened = { ...closedEvent(sourceId, threadId), type: "intervention.opened" };
  const invented = { ...closedEvent(sourceId, threadId), type: "intervention.invented" };
  const unknown = closedEvent(sourceId, "0".repeat(24));
  const events = [opened, { type: 7 }, unknown, invented, closedEvent(sourceId, threadId), null];
  expect((await deliver(url, secret, { events })).status).toBe(200);
  expect(await released(id)).toMatchObject([
    { endpoint: "engage-webhook", payload: { source: "webhook", contactId: threadId } },
  ]);
  expect(await callOf({ providerId, verdict: "unknown_thread" })).toMatchObject({
    status: 200,
    detail: expect.stringContaining("1 of 6 events"),
  });
});

test("our own messages come back as content.imported and do nothing", async () => {
  const { url, secret, sourceId, threadId, id } = await openDoor();
  const metadata = {
    source_id: sourceId,
    thread_id: threadId,
    created_from: "synchronizer",
    foreign_id: `${id}.h1`,
  };
  const imported = {
    type: "content.imported",
    id: "5e5d523abd0e54427f350321",
    issued_at: "2026-11-21T18:36:42.963Z",
    resource: { type: "sdk/content", id: "5e5d523a7133686cc52b7e61", metadata },
  };
  expect((await deliver(url, secret, { events: [imported] })).status).toBe(200);
  expect(await db().relayEvent.count({ where: { conversationKey: id } })).toBe(0);
});

test("a wrong secret is refused unread and kept; none at all as well", async () => {
  const { url, sourceId, threadId, id } = await openDoor();
  const delivery = { events: [closedEvent(sourceId, threadId)] };
  const wrong = await deliver(url, "another secret", delivery);
  expect([wrong.status, wrong.text]).toEqual([401, "Invalid secret"]);
  expect((await deliver(url, null, delivery)).status).toBe(401);
  expect(await released(id)).toEqual([]);
  await callOf({ endpoint: "engage-webhook", verdict: "wrong_secret", status: 401 });
  await callOf({ endpoint: "engage-unknown", verdict: "wrong_secret", status: 401 });
});

test("a secret has 1 to 255 signs of ASCII: that is what can be sent, and the longest one works", async () => {
  const longest = "s".repeat(255);
  expect(problemOfWebhookSecret(longest)).toBeNull();
  expect(problemOfWebhookSecret(`${longest}s`)).toContain("256");
  expect(problemOfWebhookSecret("Schlüssel")).toContain("ü");
  const { url, secret } = await openDoor();
  expect((await deliver(url, secret, { events: [] })).status).toBe(200);
  const asked = Date.now();
  await until(async () => Date.now() - asked > 300, "what was read to be a moment old");
  const own = await makeDoorHandover({ engageWebhookSecret: longest });
  // Saved a moment ago, without a word to the bridge: Engage validates in that very moment.
  expect((await deliver(url, longest, { events: [] })).status).toBe(200);
  expect((await deliver(url, `${longest}s`, { events: [] })).status).toBe(401);
  expect((await deliver(`${url}/${own.providerId}`, longest, { events: [] })).status).toBe(200);
});

test("an event of another source is left aside, and says that the webhook's filter is wrong until it is quiet", async () => {
  const { url, secret, threadId, id, providerId, sourceId } = await openDoor();
  const foreign = closedEvent("f".repeat(24), threadId);
  expect((await deliver(url, secret, { events: [foreign] })).status).toBe(200);
  expect(await released(id)).toEqual([]);
  await callOf({ providerId, verdict: "other_source", status: 200 });
  const cause = `handover:${providerId}:webhook-filter`;
  const notice = await until(
    () =>
      db()
        .notice.findFirst({ where: { cause, resolvedAt: null } })
        .then((row) => row ?? undefined),
    "the notice",
  );
  expect(notice.body).toContain("No sources except");
  await deliver(url, secret, { events: [closedEvent("f".repeat(24), threadId)] });
  expect(await db().notice.count({ where: { cause } })).toBe(1);

  const later = new Date(Date.now() + 25 * 3_600_000);
  expect(await settleFilterNotice(providerId, new Date(Date.now() + 3_600_000))).toBe(false);
  expect(await settleFilterNotice(providerId, later)).toBe(true);
  expect((await deliver(url, secret, { events: [closedEvent(sourceId, threadId)] })).status).toBe(200);
  expect(await released(id)).toHaveLength(1);
});

test("two handovers of one account may share a webhook: each gets the events of its own source", async () => {
  const { url, secret, providerId } = await openDoor();
  const { connectionId } = await db().handoverProvider.findUniqueOrThrow({ where: { id: providerId } });
  const second = await makeDoorHandover({}, connectionId ?? "");
  const event = closedEvent(second.sourceId, "1".repeat(24));
  await until(async () => {
    await deliver(url, secret, { events: [{ ...event, id: crypto.randomUUID() }] });
    return (await db().bridgeCall.count({ where: { verdict: "unknown_thread" } })) > 0;
  }, "the event to be taken for the second handover's");
});

test("what is no delivery is refused in a few words", async () => {
  const { url, secret } = await openDoor();
  for (const [body, words] of [
    ["<p>", "Bad request"],
    ["[]", "Invalid request format"],
    ['{"events":{}}', "Invalid request format"],
  ] as const) {
    const answer = await deliver(url, secret, body);
    expect([answer.status, answer.text]).toEqual([400, words]);
  }
});

test("a webhook is validated by the token of a handover and its secret, and answered with the challenge alone", async () => {
  const { url, secret, engageVerifyToken, providerId } = await openDoor();
  const ask = (token: string, given: string | null) =>
    fetch(`${url}?hub.challenge=5af96abe&hub.mode=subscribe&hub.verify_token=${encodeURIComponent(token)}`, {
      headers: {
        "content-type": "application/json",
        ...(given === null ? {} : { "x-dimelo-secret": given }),
      },
    });
  const good = await ask(engageVerifyToken, secret);
  expect([good.status, await good.text()]).toEqual([200, "5af96abe"]);
  expect(good.headers.get("content-type")).toContain("text/plain");
  await callOf({ endpoint: "engage-validation", verdict: "accepted", providerId });
  for (const [token, given] of [
    ["cognigy123", secret],
    [engageVerifyToken, "another secret"],
    [engageVerifyToken, null],
    ["", secret],
  ] as const) {
    const refused = await ask(token, given);
    expect([refused.status, await refused.text()]).toEqual([401, "Invalid verification token"]);
  }
  await callOf({ endpoint: "engage-validation", verdict: "wrong_verify_token" });
  await callOf({ endpoint: "engage-validation", verdict: "wrong_secret" });
  const plain = await fetch(url);
  expect([plain.status, await plain.json()]).toEqual([200, expect.objectContaining({ status: "ok" })]);
});
