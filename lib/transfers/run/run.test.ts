import { describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { voiceIds } from "#lib/sandbox/state/seed-voice.ts";
import { archivePolicy } from "../policies/archive-policy.ts";
import { getReplay } from "../policies/reads.ts";
import { fillScenario } from "../policies/scenario/mapping.ts";
import { scenarioOf } from "../simulation/replay/mapping.ts";
import { simulate } from "../simulation/state.ts";
import { auditOf, ended, kindsOf, openTransferHouse, startTestRunner, textOf, told } from "./test-house.ts";

withTestDatabase();

describe.each(["v2", "acd"] as const)("in the dialect %s", (dialect) => {
  test("a call that somebody takes is connected, with presence, metrics, log row, tally and audit entry", async () => {
    const house = await openTransferHouse(dialect);
    const callId = await house.call();
    const id = await house.start(callId, [house.sales(), house.service()]);
    const transfer = await ended(id);
    expect(transfer).toMatchObject({
      outcome: "connected",
      reason: null,
      attempts: 1,
      target: "Sales DE",
      agent: { id: expect.any(String), name: expect.any(String) },
      presence: dialect === "v2" ? "ON_CALL" : "InboundContact",
      metrics: { transferSuccess: 1 },
    });
    // Of the call's own time: from an hour before it was asked for.
    expect(transfer.metrics?.from).toBe(new Date(Date.parse(transfer.at) - 3_600_000).toISOString());
    expect(kindsOf(transfer)).toEqual(
      expect.arrayContaining(["requested", "eligible", "initiated", "state", "ended", "presence", "metrics"]),
    );
    expect(await db().transferRun.count({ where: { id } })).toBe(0);
    expect(await db().due.count({ where: { id } })).toBe(0);
    expect(await db().transferTally.findMany({ where: { connectionId: house.connectionId } })).toMatchObject([
      { queueId: house.queue(voiceIds.sales), outcome: "connected", reason: "", count: 1 },
    ]);
    const [asked, closed, ...more] = await auditOf(id);
    expect([asked?.action, closed?.action, more.length]).toEqual([
      "transfer.requested",
      "transfer.connected",
      0,
    ]);
    // T-52
    expect(closed?.after).toMatchObject({
      timestamp: transfer.endedAt,
      callId,
      targetQueueId: house.queue(voiceIds.sales),
      agentId: transfer.agent?.id,
      agentPresence: transfer.presence,
      analyticsSnapshot: { transferSuccess: 1 },
    });
    expect(JSON.stringify(closed?.after)).not.toContain("301234711");
    expect(await house.transfersOf(callId)).toBe(1);
  });

  test("nobody is free at the first target: the fallback is checked and takes the call", async () => {
    const house = await openTransferHouse(dialect);
    await house.nobodyInSales();
    await house.voice("agent", { agentId: 30108, state: "Available" });
    const id = await house.start(await house.call(), [
      house.sales({
        skillId: house.skill(voiceIds.english),
        skillName: "English",
        targetId: house.queue(voiceIds.campaignOff),
      }),
      house.service(),
    ]);
    const transfer = await ended(id);
    expect(transfer).toMatchObject({
      outcome: "fallback",
      reason: { code: "campaign_inactive" },
      attempts: 1,
      presence: dialect === "v2" ? "ON_CALL" : "InboundContact",
    });
    expect(textOf(transfer)).toMatch(/Fallback 1: Service DE/);
  });

  test("nobody is free anywhere: voicemail takes the call without being asked", async () => {
    const house = await openTransferHouse(dialect);
    await house.nobodyInSales();
    const id = await house.start(await house.call(), [house.sales(), house.service()]);
    const transfer = await ended(id);
    expect(transfer).toMatchObject({
      outcome: "voicemail",
      reason: { code: "no_agent" },
      attempts: 1,
      target: "voicemail (extension 999)",
      presence: null,
    });
    expect(kindsOf(transfer).filter((kind) => kind === "ineligible")).toHaveLength(2);
  });

  test("an agent who does not answer: the transfer fails, and the next target has the call", async () => {
    const house = await openTransferHouse(dialect, {
      switches: { voiceAgentsAnswer: "never" },
      watch: { timeoutSeconds: 60 },
    });
    await house.nobodyInSales();
    await house.voice("agent", { agentId: 30107, state: "Available" });
    const callId = await house.call();
    const id = await house.start(callId, [house.sales()]);
    await told(id, /IN_TRANSFER/);
    await house.voice("fail", { callId, reason: "nobody answered" });
    const transfer = await ended(id);
    expect(transfer).toMatchObject({ outcome: "voicemail", reason: { code: "call_failed" }, attempts: 2 });
  });

  test("the caller hangs up: nothing more is issued", async () => {
    const house = await openTransferHouse(dialect, { switches: { voiceAgentsAnswer: "never" } });
    const callId = await house.call();
    const id = await house.start(callId, [house.sales(), house.service()]);
    await told(id, /IN_TRANSFER/);
    await house.voice("hang-up", { callId });
    const transfer = await ended(id);
    expect(transfer).toMatchObject({ outcome: "disconnected", attempts: 1 });
  });

  test("T-41: a look-up that fails passes a target over and never drops the call", async () => {
    const house = await openTransferHouse(dialect);
    const pathPattern = dialect === "v2" ? "/voice/queues/.*/agents" : "/skills/.*";
    await house.fault({ method: "GET", pathPattern, times: 40, status: 400 });
    const id = await house.start(await house.call(), [house.sales(), house.service()]);
    const transfer = await ended(id);
    expect(transfer).toMatchObject({ outcome: "voicemail", reason: { code: "look_up_failed" } });
    expect(textOf(transfer)).toMatch(/Could not be looked up/);
  });

  test("cancelled before anything was issued: nothing reaches the contact centre", async () => {
    const house = await openTransferHouse(dialect, { runner: false });
    const callId = await house.call();
    const id = await house.start(callId, [house.sales()]);
    await house.cancel(id);
    startTestRunner();
    const transfer = await ended(id);
    expect(transfer).toMatchObject({ outcome: "cancelled", attempts: 0, presence: null, metrics: null });
    expect(textOf(transfer)).toMatch(/Cancelled by Ann/);
    expect(await house.transfersOf(callId)).toBe(0);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      "transfer.requested",
      "transfer.cancel_asked",
      "transfer.cancelled",
    ]);
  });

  test("with its connection deleted, a transfer is replayed in the dialect it was made in", async () => {
    const house = await openTransferHouse(dialect, { switches: { voiceAgentsAnswer: "never" } });
    const callId = await house.call();
    const id = await house.start(callId, [house.sales(), house.service()]);
    await told(id, /IN_TRANSFER/);
    await house.voice("hang-up", { callId });
    const { policy } = await ended(id);
    const admin = testCtx("admin");
    await archivePolicy(admin, policy.id);
    await deleteConnection(admin, house.connectionId);
    const replay = await getReplay(admin, id);
    expect(replay).toMatchObject({ dialect, policy: { name: policy.name }, outcome: "disconnected" });
    const { body } = replay.policy;
    const scenario = scenarioOf(dialect, replay.timeline, body, replay.callId);
    expect(simulate(dialect, body, fillScenario(body, scenario))).toMatchObject({ outcome: "disconnected" });
  });

  test("cancelled when it was issued: it is followed to its end, and no further step begins", async () => {
    const house = await openTransferHouse(dialect, { switches: { voiceAgentsAnswer: "never" } });
    const callId = await house.call();
    const id = await house.start(callId, [house.sales(), house.service()]);
    await told(id, /IN_TRANSFER/);
    await house.cancel(id);
    await told(id, /asked to cancel/);
    await house.voice("fail", { callId });
    expect(await ended(id)).toMatchObject({ outcome: "cancelled", attempts: 1 });
  });
});
