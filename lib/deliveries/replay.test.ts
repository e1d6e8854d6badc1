import { afterAll, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { openHouse, transcriptOf } from "#lib/handover/relay/test-house.ts";
import { getDelivery, getQueueHealth, listDeliveries } from "./reads.ts";
import { replayDelivery } from "./replay-delivery.ts";
import { replayFailed } from "./replay-failed.ts";
import { deliveryQuerySchema } from "./schema.ts";

withTestDatabase();
afterAll(() => closeEgress());

const ctx = systemCtx("test");
const as = (role: Role) => ({ ...ctx, actor: { kind: "user", id: "usr_1", name: "Ann", role } as const });
const POSTS = "/channels/[^/]+/messages$";
const deliveriesOf = async (conversation: string, more: object = {}) =>
  (await listDeliveries(ctx, deliveryQuerySchema.parse({ conversation, ...more }))).items;
const ofKind = async (conversation: string, kind: string) =>
  (await deliveriesOf(conversation)).filter((one) => one.kind === kind);

/** Everything that a replay must leave as it is. */
async function stateOf(conversation: string, caseMessages: () => Promise<object[]>) {
  const { state, handoverSeq, agentName } = await db().conversation.findUniqueOrThrow({
    where: { id: conversation },
  });
  return {
    state,
    handoverSeq,
    agentName,
    said: await transcriptOf(conversation),
    filed: await caseMessages(),
  };
}

async function withAgent() {
  const house = await openHouse();
  const kim = await house.visitor();
  await kim.say("Hello");
  await kim.untilSaid("Hello");
  await kim.act("request_human");
  await kim.untilState("queued");
  await kim.say("For the agent");
  await house.desk("accept");
  await house.desk("reply", { text: "I am here" });
  await kim.untilSaid("I am here");
  await until(async () => (await getQueueHealth(ctx)).waiting === 0, "an empty queue");
  return { house, kim, id: kim.conversationId };
}

describe("what is done", () => {
  test("is left alone by a replay, and forced twice it is still the same", async () => {
    const { house, id } = await withAgent();
    const before = await stateOf(id, house.caseMessages);
    const agents = await ofKind(id, "agent.message");
    const visitors = await ofKind(id, "visitor.message");
    expect([agents.length, visitors.length]).toEqual([1, 2]);
    expect(agents[0]).toMatchObject({ endpoint: "reply-2.0", verdict: "accepted", result: "done" });
    for (const { id: number } of [...agents, ...visitors]) {
      expect((await replayDelivery(as("operator"), number, { force: false })).outcome).toBe("unchanged");
      for (let again = 0; again < 2; again += 1) {
        expect((await replayDelivery(as("operator"), number, { force: true })).outcome).not.toBe("unchanged");
        await until(
          async () => (await getDelivery(ctx, number)).result === "done",
          "the replay to be carried out",
        );
      }
    }
    expect(await stateOf(id, house.caseMessages)).toEqual(before);
    const { echoes } = await getDelivery(ctx, agents[0]?.id ?? 0);
    expect(echoes.map(({ endpoint, note }) => [endpoint, note])).toEqual([
      ["replay", "Forced by Ann"],
      ["replay", "Forced by Ann"],
    ]);
    const audited = await db().auditEntry.findMany({ where: { object: `delivery:${agents[0]?.id}` } });
    expect(audited.map(({ action, actorName }) => [action, actorName])).toEqual([
      ["delivery.replayed", "Ann"],
      ["delivery.replayed", "Ann"],
    ]);
  });

  test("and was lost here since, comes back by force", async () => {
    const { kim, id } = await withAgent();
    const [agent] = await ofKind(id, "agent.message");
    await db().message.deleteMany({ where: { conversationId: id, author: "agent" } });
    await replayDelivery(ctx, agent?.id ?? 0, { force: true });
    await kim.untilSaid("I am here");
  });

  test("and belongs to its moment cannot be forced: no second handover begins", async () => {
    const { id } = await withAgent();
    const [start] = await ofKind(id, "handover.start");
    await expect(replayDelivery(ctx, start?.id ?? 0, { force: true })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("what failed", () => {
  async function parkedHouse() {
    const house = await openHouse();
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("queued");
    await house.fault({ method: "POST", pathPattern: POSTS, times: 3, status: 400, body: { error: "no" } });
    await kim.say("Stuck");
    await kim.say("Behind it");
    const id = kim.conversationId;
    await until(async () => (await deliveriesOf(id, { result: "parked" })).length === 2, "both to be parked");
    return { house, kim, id };
  }

  test("is parked with its error, is replayed in order, and a second replay changes nothing", async () => {
    const { house, kim, id } = await parkedHouse();
    const [behind, stuck] = await deliveriesOf(id, { result: "parked" });
    expect(stuck?.note).toContain("400");
    expect((await getDelivery(ctx, stuck?.id ?? 0)).parkedReason).toContain("400");
    expect(await getQueueHealth(ctx)).toMatchObject({ parkedConversations: expect.any(Number) });
    expect((await replayDelivery(as("admin"), behind?.id ?? 0, { force: false })).outcome).toBe(
      "tried_again",
    );
    const delivered = async () =>
      (await house.caseMessages()).map((one) => (one as Filed).messageContent.payload.text);
    await until(async () => (await delivered()).includes("Behind it"), "both messages");
    expect((await delivered()).slice(-2)).toEqual(["Stuck", "Behind it"]);
    await until(async () => (await deliveriesOf(id, { result: "done" })).length >= 3, "all to be done");
    expect((await replayDelivery(as("admin"), stuck?.id ?? 0, { force: false })).outcome).toBe("unchanged");
    expect((await kim.read()).stuck).toBe(false);
  });

  test("since a time is replayed together, of one handover only, and the calls are filed under the delivery", async () => {
    const since = new Date(Date.now() - 1_000);
    const { house, id } = await parkedHouse();
    const { providerId } = house.handover;
    const elsewhere = await replayFailed(ctx, { since, handover: "f".repeat(24) });
    expect(elsewhere).toEqual({ deliveries: 0, conversations: 0, more: false });
    expect(
      await replayFailed(ctx, { since: new Date(Date.now() + 60_000), handover: providerId }),
    ).toMatchObject({
      deliveries: 0,
    });
    const answer = await replayFailed(as("operator"), { since, handover: providerId });
    expect(answer).toEqual({ deliveries: 2, conversations: 1, more: false });
    await until(
      async () => (await deliveriesOf(id, { result: "parked" })).length === 0,
      "nothing to be parked",
    );
    await until(async () => (await house.caseMessages()).length === 3, "both messages to arrive");
    expect(await replayFailed(ctx, { since, handover: providerId })).toMatchObject({ deliveries: 0 });
    const { rows } = await pool().query(
      "SELECT object, after FROM audit_entry WHERE action = 'deliveries.replayed' AND object = $1",
      [`handover:${providerId}`],
    );
    expect(rows).toMatchObject([{ after: { deliveries: 2, conversations: 1 } }]);
  });
});

test("supervisors see nothing of the inbox, auditors no texts and no replay", async () => {
  const { id } = await withAgent();
  const [agent] = await ofKind(id, "agent.message");
  const number = agent?.id ?? 0;
  for (const refused of [
    listDeliveries(as("supervisor"), deliveryQuerySchema.parse({})),
    getDelivery(as("supervisor"), number),
    getQueueHealth(as("supervisor")),
    replayDelivery(as("supervisor"), number, { force: false }),
    replayDelivery(as("auditor"), number, { force: false }),
    replayFailed(as("auditor"), { since: new Date() }),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  }
  const audited = await getDelivery(as("auditor"), number);
  expect(JSON.stringify(audited.payload)).not.toContain("I am here");
  expect(audited).toMatchObject({ mayReplay: false, payload: { text: "[9 characters]" } });
  expect(JSON.stringify((await getDelivery(as("operator"), number)).payload)).toContain("I am here");
});

type Filed = { messageContent: { payload: { text: string } } };
