import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import type { WriteAnswer } from "#lib/cxone/voice/state.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { exportTransfers } from "../log/export-transfers.ts";
import { listTransfers } from "../log/reads.ts";
import { transferExportSchema, transferQuerySchema } from "../log/schema.ts";
import { getTransfer } from "../reads.ts";
import { accepted, checked, issued, policyOf, reads, refused, route, staffed } from "../scene.ts";
import { cancelTransfer } from "./cancel-transfer.ts";
import { closeRun } from "./close-run.ts";
import { NOTHING_COLLECTED } from "./collect.ts";
import { inHand, takeInHand } from "./in-hand.ts";
import { makePolicy } from "./scene.ts";
import { startInput } from "./schema.ts";
import { startTransfer } from "./start-transfer.ts";

withTestDatabase();

const NUMBER = "+49301234711";
const MASKED = "+49 30 ••• 4711";
const ASKED = new Date("2026-11-21T08:14:59.500Z");
const ENDED = new Date("2026-11-21T08:15:03.700Z");
const script: Ctx = {
  ...testCtx("operator", { now: () => ASKED }),
  actor: { kind: "apiToken", id: "tok_1", name: "Dialler", role: "operator" },
};
const METRICS = {
  source: "ACD",
  from: "2026-11-21T07:14:59.500Z",
  to: "2026-11-21T08:15:04.700Z",
  transferSuccess: 1,
  transferDurationMs: 2_000,
  facts: [{ name: "From", value: NUMBER }],
  stateHistory: [],
};

/** A transfer of a call that the first target refuses, and Anna takes at the number of the caller: about to be closed. */
async function aboutToClose(callId: string) {
  const sales = route("Sales DE", { targetType: "SKILL", targetId: "77" });
  const number = route("", { targetType: "NUMBER", targetId: NUMBER });
  const policy = await makePolicy(policyOf([sales, number]), { name: `Sales by night ${callId}` });
  await db().transferPolicy.update({ where: { id: policy.id }, data: { version: 4 } });
  const input = startInput.parse({ policyId: policy.id, callId, caller: NUMBER, note: `VIP, ${NUMBER}` });
  const { transfer } = await startTransfer(script, input);
  const course = await inHand(transfer.id, () => ENDED);
  const agent = { id: "7", name: "Anna" };
  for (const heard of [
    { heard: "started" } as const,
    checked(staffed(1)),
    issued({ ...refused(), message: `${NUMBER} is engaged.` } as WriteAnswer),
    checked({ queue: null, campaigns: null, agents: null }),
    issued(accepted),
    reads("CONNECTED", { connectedTo: agent }),
    { heard: "collected" } as const,
  ])
    course.hear(heard);
  return { course, id: transfer.id, policy };
}
const audited = (id: string) =>
  db().auditEntry.findMany({ where: { object: `transfer:${id}` }, orderBy: { seq: "asc" } });

test("T-52: the log keeps who, what, where, why and how often; the audit log the same without the caller's number", async () => {
  const { course, id, policy } = await aboutToClose("910001");
  expect(await closeRun(course, { presence: "ON_CALL", metrics: METRICS })).toBe(true);
  const row = await db().transfer.findFirstOrThrow({ where: { id } });
  expect(row).toEqual({
    id,
    at: ASKED,
    endedAt: ENDED,
    connectionId: policy.connectionId,
    dialect: "acd",
    callId: "910001",
    caller: NUMBER,
    policyId: policy.id,
    policyName: policy.name,
    policyVersion: 4,
    queueId: null,
    queueName: null,
    skillId: "77",
    skillName: "Sales DE",
    target: `number ${NUMBER}`,
    agentId: "7",
    agentName: "Anna",
    presence: "ON_CALL",
    outcome: "fallback",
    reason: "refused",
    reasonText: `Refused: ${NUMBER} is engaged.`,
    attempts: 2,
    durationMs: 4_200,
    source: "api",
    note: `VIP, ${NUMBER}`,
    conversationId: null,
    actorKind: "apiToken",
    actorId: "tok_1",
    actorName: "Dialler",
    requestId: script.requestId,
    policy: course.run.policy,
    timeline: course.timeline,
    metrics: METRICS,
  });
  const [asked, closed, ...more] = await audited(id);
  expect([asked?.action, closed?.action, more]).toEqual(["transfer.requested", "transfer.fallback", []]);
  expect(closed).toMatchObject({ requestId: script.requestId, actorName: expect.stringMatching(/Dialler/) });
  expect(closed?.after).toEqual({
    timestamp: ENDED.toISOString(),
    callId: "910001",
    targetQueueId: "77",
    agentId: "7",
    agentPresence: "ON_CALL",
    analyticsSnapshot: { ...METRICS, facts: [{ name: "From", value: MASKED }] },
    target: `number ${MASKED}`,
    attempts: 2,
    reason: `Refused: ${MASKED} is engaged.`,
    policy: policy.name,
    version: 4,
  });
  // Counted in the quarter of an hour in which it was asked for.
  expect(await db().transferTally.findMany({ where: { connectionId: policy.connectionId } })).toMatchObject([
    {
      quarter: new Date("2026-11-21T08:00:00Z"),
      queueId: "",
      outcome: "fallback",
      reason: "refused",
      count: 1,
      durationMs: 4_200n,
    },
  ]);
});

test("a page of a transfer that has ended shows its caller's number nowhere to who may not see it", async () => {
  const { course, id } = await aboutToClose("910004");
  await closeRun(course, { presence: "ON_CALL", metrics: METRICS });
  const { policy: _, ...shown } = await getTransfer(testCtx("supervisor"), id);
  expect(JSON.stringify(shown)).not.toContain("301234711");
  expect(shown).toMatchObject({
    caller: MASKED,
    note: `VIP, ${MASKED}`,
    target: `number ${MASKED}`,
    reason: { code: "refused", text: `Refused: ${MASKED} is engaged.` },
    metrics: { facts: [{ name: "From", value: MASKED }] },
    presence: "ON_CALL",
    agent: { id: "7", name: "Anna" },
  });
  const listed = async (query: object) =>
    (await listTransfers(testCtx("supervisor"), transferQuerySchema.parse(query))).items;
  expect(await listed({ call: "910004" })).toMatchObject([
    {
      caller: MASKED,
      note: `VIP, ${MASKED}`,
      target: `number ${MASKED}`,
      reasonText: `Refused: ${MASKED} is engaged.`,
      presence: "ON_CALL",
    },
  ]);
  const asked = transferExportSchema.parse({ call: "910004", format: "jsonl" });
  const file = await text((await exportTransfers(testCtx("supervisor"), asked)).stream);
  expect(file).not.toContain("301234711");
  expect(JSON.parse(file)).toMatchObject({
    agentPresence: "ON_CALL",
    metrics: { facts: [{ name: "From", value: MASKED }] },
    reasonText: `Refused: ${MASKED} is engaged.`,
  });
  // Nor is it found by it, in whichever of these it stood.
  for (const q of [NUMBER, "49301234711", "301234711", "4711"]) expect(await listed({ q })).toEqual([]);
  expect(await getTransfer(testCtx("auditor"), id)).toMatchObject({ caller: NUMBER, note: `VIP, ${NUMBER}` });
});

test("what has ended is not cancelled any more, and says how it ended", async () => {
  const { course, id } = await aboutToClose("910003");
  await closeRun(course, NOTHING_COLLECTED);
  await expect(cancelTransfer(script, id)).rejects.toMatchObject({
    code: "conflict",
    options: { detail: "Its outcome is fallback." },
  });
});

test("who has lost the lease closes nothing: no row, no count, no audit entry, and the transfer goes on", async () => {
  const { course, id, policy } = await aboutToClose("910002");
  await takeInHand(id, 2);
  expect(await closeRun(course, NOTHING_COLLECTED)).toBe(false);
  expect(await db().transfer.count({ where: { id } })).toBe(0);
  expect(await db().transferRun.count({ where: { id } })).toBe(1);
  expect(await db().due.count({ where: { id } })).toBe(1);
  expect(await db().transferTally.count({ where: { connectionId: policy.connectionId } })).toBe(0);
  expect((await audited(id)).map(({ action }) => action)).toEqual(["transfer.requested"]);
});
