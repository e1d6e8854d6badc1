import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { startTestTenant, type TestTenant } from "../../start-test-tenant.ts";
import type { CallRef, Reading, TransferTarget } from "../state.ts";
import type { Voice } from "../voice.ts";
import { createAcdVoice } from "./acd-voice.ts";

/** Whole transfers against the simulated CXone, in every position of the switches that bear on them. */

const [PRIYA, TOMASZ, BEN] = ["30107", "30108", "30111"];
const [SALES, VOICEMAIL, INACTIVE] = ["4606112", "4606114", "4606115"];

let tenant: TestTenant;
let voice: Voice;
let callId: string;

beforeAll(async () => {
  tenant = await startTestTenant(startSandbox, { breaker: { window: 1_000, minimumCalls: 1_000 } });
});
afterAll(() => tenant.close());
beforeEach(async () => {
  await tenant.reset();
  voice = createAcdVoice((await tenant.signIn()).client);
  ({ contactId: callId } = await newCall());
});

async function newCall(): Promise<{ contactId: string }> {
  const call = await tenant.voice<{ contactId: number }>("call", {
    agentId: Number(PRIYA),
    skillId: Number(SALES),
  });
  return { contactId: String(call.contactId) };
}
const target = (targetType: TransferTarget["targetType"], targetId: string, more = {}): TransferTarget => ({
  transferType: "BLIND",
  targetType,
  targetId,
  priority: 1,
  ...more,
});
const toSales = target("QUEUE", SALES);
const consultSales = { ...toSales, transferType: "CONSULT" } as const;
const consultTomasz = target("AGENT", TOMASZ, { transferType: "CONSULT" });

const available = (agentId: string) =>
  tenant.voice("agent", { agentId: Number(agentId), state: "Available" });
const dials = async () =>
  (await tenant.requests()).filter(({ method, path }) => method === "POST" && /\/(dial|consult)-/.test(path));
const seen = (reading: Reading) => (reading.result === "read" ? reading.state : reading.result);

async function issued(to: TransferTarget): Promise<CallRef> {
  const answer = await voice.issue({ callId, handle: null }, to);
  expect(answer).toMatchObject({ result: "accepted" });
  return { callId, handle: (answer.result === "accepted" && answer.handle) || null };
}

/** Looks and joins as a run does, until the transfer has an end. `crashed`: nothing is remembered between two looks. */
async function carry(ref: CallRef, to: TransferTarget, { crashed = false } = {}): Promise<Reading> {
  let { handle } = ref;
  let answered = false;
  for (let look = 0; look < 12; look += 1) {
    if (crashed) handle = null;
    await tenant.advanceClock(1);
    const reading = await voice.readCall({ callId, handle }, to);
    if (reading.result !== "read") return reading;
    handle = reading.handle ?? handle;
    if (["CONNECTED", "FAILED", "DISCONNECTED"].includes(reading.state)) return reading;
    if (reading.join === "ready") {
      const joined = await voice.join({ callId, handle }, to);
      if (joined.result === "accepted") handle = joined.handle ?? handle;
    }
    if (!answered && look > 1) {
      answered = true;
      await tenant.voice("answer", { contactId: callId }).catch(() => {});
    }
  }
  return expect.fail("the transfer came to no end");
}

describe("a transfer", () => {
  it.each([
    ["blind to a queue", toSales],
    ["blind to an agent", target("AGENT", TOMASZ)],
    ["as a consult with a queue", consultSales],
    ["as a consult with an agent", consultTomasz],
  ])("%s ends with the second agent, and one leg was dialled", async (_name, to) => {
    await available(TOMASZ);
    const reading = await carry(await issued(to), to);
    expect(reading).toMatchObject({ state: "CONNECTED", transfer: "ended", connectedTo: { id: TOMASZ } });
    expect(await dials()).toHaveLength(1);
  });

  it.each([
    ["a number", target("NUMBER", "+4930123456")],
    ["an extension", target("EXTENSION", "999")],
    ["a voicemail", target("SKILL", VOICEMAIL)],
  ])("to %s has no agent at its end", async (_name, to) => {
    expect(await carry(await issued(to), to)).toMatchObject({ state: "CONNECTED", connectedTo: null });
  });

  it.each([
    {},
    { acdContactWrapped: false },
    { acdContactStartDate: "number" },
    { acdContactStateIds: "shifted" },
    { acdContactsLagSeconds: 1 },
    { acdEventFields: "camel" },
    { acdNoEventAnswers: "204" },
    { acdSessionJoin: "new" },
    { acdJoinReplaysState: false },
    { acdTransferContact: "caller" },
    { acdTransferIndicatorOn: "second" },
    { acdDialNeedsHold: false },
    { acdHoldOfHeld: "refused" },
    { acdBlindJoinWhileDialing: "refused" },
    { acdDialAnswers: "204" },
    { acdDialAgentBusy: "fails" },
    { acdDialPhoneNeedsSkill: false },
    { voiceAgentsAnswer: "atOnce" },
  ])("comes to the same end with %o, also in processes that remember nothing", async (switches) => {
    for (const [to, crashed] of [
      [toSales, false],
      [toSales, true],
      [consultTomasz, true],
    ] as const) {
      await tenant.switches(switches);
      await available(TOMASZ);
      expect(seen(await carry(await issued(to), to, { crashed }))).toBe("CONNECTED");
      await tenant.voice("hang-up", { contactId: callId });
      await available(PRIYA);
      ({ contactId: callId } = await newCall());
    }
    expect(await dials()).toHaveLength(3);
  });
});

describe("a transfer that comes to nothing", () => {
  it("fails when the agent does not answer, and the call can be sent on to the next target", async () => {
    await available(TOMASZ);
    await tenant.switches({ voiceAgentsAnswer: "never" });
    const ref = await issued(consultTomasz);
    await tenant.advanceClock(60);
    expect(await carry(ref, consultTomasz)).toMatchObject({ state: "FAILED", transfer: "ended" });
    const voicemail = target("SKILL", VOICEMAIL);
    expect(seen(await carry(await issued(voicemail), voicemail))).toBe("CONNECTED");
  });

  it("is gone when the caller hangs up before anybody answers, whatever is remembered", async () => {
    const ref = await issued(consultSales);
    await voice.readCall(ref, consultSales);
    await tenant.voice("hang-up", { contactId: callId });
    for (const handle of [ref.handle, null])
      expect((await voice.readCall({ callId, handle }, consultSales)).result).toBe("gone");
  });

  it("is refused in words: an inactive queue, an agent who is not there, a call that nobody has", async () => {
    const inactive = await voice.issue({ callId, handle: null }, target("QUEUE", INACTIVE));
    expect(inactive).toMatchObject({
      result: "refused",
      code: "rejected",
      message: expect.stringContaining("not active"),
    });
    await tenant.voice("agent", { agentId: 30104, state: "LoggedOut" });
    expect(await voice.issue({ callId, handle: null }, target("AGENT", "30104"))).toMatchObject({
      result: "refused",
      status: 409,
    });
    // After a refusal the caller is with the agent again, not on hold.
    expect((await voice.listCalls())?.find((call) => call.callId === callId)?.state).toBe("Active");
    const alone = await tenant.voice<{ contactId: number }>("call", { skillId: Number(SALES) });
    expect(await voice.issue({ callId: String(alone.contactId), handle: null }, toSales)).toMatchObject({
      result: "refused",
      code: "nobody_has_call",
    });
  });
});

describe("answers that are lost", () => {
  it("a dial whose answer is lost is found, and issuing again dials no second leg", async () => {
    await tenant.fault({ method: "POST", pathPattern: "/dial-skill$", drop: "after" });
    expect(await voice.issue({ callId, handle: null }, toSales)).toMatchObject({ result: "unclear" });
    expect(await voice.readCall({ callId, handle: null }, toSales)).toMatchObject({
      state: "IN_TRANSFER",
      transfer: "underway",
    });
    await issued(toSales);
    expect(await dials()).toHaveLength(1);
  });

  it("a dial that never arrived shows as none, once the agent is back with the caller", async () => {
    await tenant.fault({ method: "POST", pathPattern: "/dial-skill$", drop: "before" });
    expect(await voice.issue({ callId, handle: null }, toSales)).toMatchObject({ result: "unclear" });
    for (const transfer of [null, "none"] as const) {
      const reading = await voice.readCall({ callId, handle: null }, toSales);
      expect(reading).toMatchObject({ state: "WAITING", transfer });
      await tenant.voice("resume", { contactId: callId });
    }
  });

  it("a join whose answer is lost is seen to be done", async () => {
    await available(TOMASZ);
    const ref = await issued(toSales);
    const reading = await voice.readCall(ref, toSales);
    const handle = (reading.result === "read" && reading.handle) || null;
    await tenant.fault({ method: "POST", pathPattern: "/transfer-calls$", drop: "after" });
    expect(await voice.join({ callId, handle }, toSales)).toMatchObject({ result: "unclear" });
    expect(await voice.readCall({ callId, handle }, toSales)).toMatchObject({ join: "not_needed" });
    await tenant.voice("answer", { contactId: callId });
    expect(seen(await voice.readCall({ callId, handle }, toSales))).toBe("CONNECTED");
  });
});

describe("what is known of calls, targets and people", () => {
  it("lists calls that an agent has, and what they can be sent to", async () => {
    const calls = await voice.listCalls();
    expect(calls?.find((call) => call.callId === callId)).toMatchObject({
      agent: { id: PRIYA },
      queue: "Sales_DE",
    });
    const queues = await voice.listTargets("queues", "_DE");
    expect(queues).toEqual(
      expect.arrayContaining([
        { id: SALES, name: "Sales_DE", status: "ACTIVE", detail: "Voice DE" },
        expect.objectContaining({ id: INACTIVE, status: "INACTIVE" }),
      ]),
    );
    expect((await voice.listTargets("agents", "Tomasz"))?.map((one) => one.id)).toEqual([TOMASZ]);
    expect((await voice.listTargets("skills", "Voicemail"))?.map((one) => one.id)).toContain(VOICEMAIL);
  });

  it("observes a queue, its campaign and its agents", async () => {
    await available(TOMASZ);
    const narrowed = await voice.observe({ ...toSales, skillId: "4606119" });
    expect(narrowed).toMatchObject({
      queue: { id: SALES, name: "Sales_DE", status: "ACTIVE" },
      campaigns: [{ id: "310004", name: "Voice DE", active: true }],
    });
    expect(narrowed.agents?.find((agent) => agent.id === TOMASZ)).toMatchObject({
      status: "Available",
      available: true,
      skills: [SALES, "4606119"],
    });
    expect(narrowed.agents?.find((agent) => agent.id === PRIYA)).toMatchObject({
      available: false,
      skills: [SALES],
    });
    expect(await voice.observe(target("QUEUE", INACTIVE))).toMatchObject({ queue: { status: "INACTIVE" } });
    expect(await voice.observe(target("QUEUE", "4606116"))).toMatchObject({ campaigns: [] });
    expect(await voice.observe(target("QUEUE", "4606117"))).toMatchObject({ campaigns: [{ active: false }] });
    expect(await voice.observe(target("QUEUE", "99"))).toEqual({
      queue: null,
      campaigns: null,
      agents: null,
    });
    expect(await voice.observe(target("AGENT", BEN))).toMatchObject({
      agents: [{ id: BEN, available: false }],
    });
    expect(await voice.observe(target("NUMBER", "+4930123456"))).toMatchObject({ agents: null });
  });

  it("writes nothing while it looks", async () => {
    const ref = await issued(toSales);
    const writes = async () =>
      (await tenant.requests()).filter(({ method, path }) => method !== "GET" && path.includes("/services/"))
        .length;
    const before = await writes();
    await Promise.all([voice.observe(toSales), voice.listCalls(), voice.listTargets("skills", "")]);
    for (const handle of [ref.handle, null]) await voice.readCall({ callId, handle }, toSales);
    expect(await writes()).toBe(before);
  });

  it("does not list the leg of a consult as a call of its own", async () => {
    await tenant.switches({ voiceAgentsAnswer: "atOnce" });
    await available(TOMASZ);
    await issued(consultTomasz);
    const calls = await voice.listCalls();
    expect(calls?.filter((call) => call.agent?.id === TOMASZ)).toEqual([]);
    expect(calls?.find((call) => call.callId === callId)).toMatchObject({ state: "Hold" });
  });

  it.each(["dialled", "caller"])(
    "counts a transfer, whichever contact goes on: %s",
    async (acdTransferContact) => {
      await tenant.switches({ acdTransferContact });
      await available(TOMASZ);
      const from = new Date(Date.now() - 3_600_000);
      await carry(await issued(consultTomasz), consultTomasz);
      await tenant.voice("hang-up", { contactId: callId });
      const metrics = await voice.readMetrics(callId, { from, to: new Date(Date.now() + 3_600_000) });
      expect(metrics).toMatchObject({ transferSuccess: 1 });
      expect(metrics.transferDurationMs).toBeGreaterThanOrEqual(1_000);
      expect(metrics.stateHistory.map((one) => one.state)).toContain("Hold");
      expect(metrics.facts).toContainEqual({ name: "Transfer indicator", value: "Consult" });
      expect(await voice.readPresence(TOMASZ)).toMatchObject({ status: "Available" });
    },
  );
});
