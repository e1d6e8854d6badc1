import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestTenant, type TestTenant } from "#lib/cxone/start-test-tenant.ts";
import { createAcdVoice } from "#lib/cxone/voice/acd/acd-voice.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { targetOf } from "./run/mapping.ts";
import { policyOf, route } from "./scene.ts";
import type { PolicyBody } from "./schema.ts";
import { type Action, begin, decide, type Heard, type TimelineEvent } from "./state.ts";

/** The decision over the public API of a simulated CXone: what it asks for is done in agent sessions. */

const [PRIYA, TOMASZ] = [30107, 30108];
const SALES = route("4606112");
const SERVICE = route("4606113");
/** With a voicemail that answers whatever agents do. */
const toVoicemail = (routes: PolicyBody["routes"], watch: Partial<PolicyBody["watch"]> = {}): PolicyBody => ({
  ...policyOf(routes, watch),
  voicemail: { targetType: "SKILL", targetId: "4606114", targetName: "" },
});
const consult = (agentId: number) => route(String(agentId), { targetType: "AGENT", transferType: "CONSULT" });

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
  const call = await tenant.voice<{ contactId: number }>("call", { agentId: PRIYA, skillId: 4606112 });
  callId = String(call.contactId);
  await tenant.voice("agent", { agentId: TOMASZ, state: "Available" });
});

/** Carries a policy out; each wait moves the clock of CXone instead of this one. */
async function carriedOut(
  policy: PolicyBody,
  between: (waits: number) => Promise<unknown> = async () => {},
  { cancelAt }: { cancelAt?: number } = {},
) {
  const events: TimelineEvent[] = [];
  let [state, waitedMs, waits] = [begin(), 0, 0];
  let heard: Heard = { heard: "started" };
  for (let step = 0; step < 300; step += 1) {
    const made = decide(policy, state, heard, { now: new Date(), waitedMs });
    events.push(...made.events);
    state = JSON.parse(JSON.stringify(made.state));
    if (made.action.do === "nothing") return { state, events, texts: events.map((event) => event.text) };
    if (step === cancelAt) {
      const { state: asked } = decide(
        policy,
        state,
        { heard: "cancel", by: "Ann" },
        { now: new Date(), waitedMs },
      );
      state = asked;
    }
    if (made.action.do === "wait") {
      await tenant.advanceClock(made.action.ms / 1000);
      waitedMs += made.action.ms;
      waits += 1;
      await between(waits);
    }
    heard = await outcomeOf(policy, made.action, state.handle);
  }
  return expect.fail("the transfer came to no end");
}

async function outcomeOf(
  policy: PolicyBody,
  action: Action,
  handle: Record<string, string> | null,
): Promise<Heard> {
  const call = { callId, handle };
  switch (action.do) {
    case "check":
      return { heard: "checked", observation: await voice.observe(targetOf(policy, action.step)) };
    case "issue":
      return { heard: "issued", answer: await voice.issue(call, targetOf(policy, action.step)) };
    case "join":
      return { heard: "joined", answer: await voice.join(call, targetOf(policy, action.step)) };
    case "read":
      return { heard: "read", reading: await voice.readCall(call, targetOf(policy, action.step)) };
    case "withdraw":
      return { heard: "withdrawn", answer: await voice.withdraw(call, targetOf(policy, action.step)) };
    case "collect":
      return { heard: "collected" };
    default:
      return { heard: "due" };
  }
}

const answer = () => tenant.voice("answer", { contactId: callId }).catch(() => {});
const dials = async () =>
  (await tenant.requests()).filter(({ method, path }) => method === "POST" && /\/(dial|consult)-/.test(path))
    .length;

describe("a policy over agent sessions", () => {
  it("connects the first target, with the agent's name in the record", async () => {
    const { state, texts } = await carriedOut(policyOf([SALES]), answer);
    expect(state).toMatchObject({ outcome: "connected", agent: { id: String(TOMASZ) }, reason: null });
    expect(state.requestId).toMatch(/^\d+$/);
    expect(texts.join(" ")).toMatch(/Eligible\..*The legs are joined\..*CONNECTED/);
    expect(await dials()).toBe(1);
  });

  it("falls back when the consulted agent does not answer, and ends in voicemail when nobody else is there", async () => {
    await tenant.switches({ voiceAgentsAnswer: "never" });
    const { state } = await carriedOut(toVoicemail([consult(TOMASZ)]));
    expect(state).toMatchObject({ outcome: "voicemail", reason: { code: "call_failed" } });
    expect(await dials()).toBe(2);
  });

  it("passes over a queue without an agent for the next one that has some", async () => {
    await tenant.voice("agent", { agentId: TOMASZ, state: "Unavailable" });
    await tenant.voice("agent", { agentId: 30110, state: "Available" });
    const { state } = await carriedOut(policyOf([SALES, SERVICE]), answer);
    expect(state).toMatchObject({
      outcome: "fallback",
      agent: { id: "30110" },
      reason: { code: "no_agent" },
    });
    expect(await dials()).toBe(1);
  });

  it.each(["before", "after"])(
    "dials once and gets there when the answer to the dialling is dropped %s",
    async (drop) => {
      await tenant.fault({ method: "POST", pathPattern: "/dial-skill$", drop });
      const { state, texts } = await carriedOut(policyOf([SALES]), answer);
      expect(state).toMatchObject({ outcome: "connected", agent: { id: String(TOMASZ) } });
      expect(texts.join(" ")).toContain("No clear answer");
      const call = await tenant.voiceCall(callId);
      expect(call.transfers).toBe(1);
    },
  );

  it.each(["before", "after"])("joins the legs when the answer to that is dropped %s", async (drop) => {
    await tenant.fault({ method: "POST", pathPattern: "/transfer-calls$", drop });
    const { state } = await carriedOut(policyOf([SALES]), answer);
    expect(state).toMatchObject({ outcome: "connected" });
    expect(await dials()).toBe(1);
  });

  it.each([0, 1])("ends when the caller hangs up after %i looks", async (looks) => {
    await tenant.switches({ voiceAgentsAnswer: "never" });
    const hangUp = () => tenant.voice("hang-up", { contactId: callId });
    if (looks === 0) await hangUp();
    const { state } = await carriedOut(policyOf([SALES]), async (waits) => waits === looks && hangUp());
    expect(state).toMatchObject({ outcome: "disconnected", reason: { code: "caller_hung_up" } });
    expect(await dials()).toBe(looks);
  });

  it.each([
    ["blind", SALES],
    ["as a consult", consult(TOMASZ)],
  ])("sends a call on that was handed over %s to a leg which fails", async (_how, first) => {
    await tenant.switches({ voiceAgentsAnswer: "never", voiceRingSeconds: 10 });
    const { state, texts } = await carriedOut(toVoicemail([first]));
    expect(state).toMatchObject({ outcome: "voicemail", reason: { code: "call_failed" } });
    expect(texts.join(" ")).not.toContain("No agent has this call");
    expect(await dials()).toBe(2);
  });

  it("waits out a time of throttling and goes on", async () => {
    await tenant.fault({
      method: "POST",
      pathPattern: "/dial-skill$",
      status: 429,
      body: {},
      headers: { "retry-after": "4" },
    });
    const { state, texts } = await carriedOut(policyOf([SALES]), answer);
    expect(state).toMatchObject({ outcome: "connected" });
    expect(texts.join(" ")).toContain("Not sent");
  });
});

describe("a leg that nobody has taken by the time-out", () => {
  const RINGS_ON = { voiceAgentsAnswer: "never", voiceRingSeconds: 0 };
  const stateOf = async (contactId: string) =>
    (await voice.listCalls())?.find((call) => call.callId === contactId)?.state;

  it.each([
    ["blind", SALES],
    ["as a consult", consult(TOMASZ)],
  ])("is taken back, dialled %s, and the fallback and voicemail go on at once", async (_how, first) => {
    await tenant.switches(RINGS_ON);
    await tenant.voice("agent", { agentId: 30110, state: "Available" });
    const { state, events, texts } = await carriedOut(toVoicemail([first, SERVICE]));
    expect(state).toMatchObject({ outcome: "voicemail", reason: { code: "timed_out" } });
    expect(texts.join(" ")).toMatch(/taken back.*Fallback 1.*taken back.*Voicemail/);
    expect(events.filter(({ kind }) => kind === "withdrawn")).toHaveLength(2);
    expect(await dials()).toBe(3);
  });

  it("is taken back from voicemail too: the caller is with the agent again, and nobody waits on hold", async () => {
    await tenant.switches({ ...RINGS_ON, voiceLinesAnswer: "never" });
    const { state, events } = await carriedOut(policyOf([SALES]));
    expect(state).toMatchObject({ outcome: "failed", reason: { code: "timed_out" } });
    expect(events.filter(({ kind }) => kind === "withdrawn")).toHaveLength(2);
    expect(await stateOf(callId)).toBe("Active");
  });

  it.each([
    ["busy", /was taken back; the caller is with the agent again/],
    ["never", /came to nothing; the caller is with the agent again/],
  ])("leaves nobody on hold when the last one fails by itself: %s", async (voiceLinesAnswer, text) => {
    await tenant.switches({ voiceAgentsAnswer: "never", voiceRingSeconds: 10, voiceLinesAnswer });
    const { state, texts } = await carriedOut(policyOf([SALES]));
    expect(state).toMatchObject({ outcome: "failed", reason: { code: "call_failed" } });
    expect(texts.join(" ")).toMatch(text);
    expect(await stateOf(callId)).toBe("Active");
  });

  it("is passed over where the line was busy before anybody saw it ring", async () => {
    await tenant.switches({ voiceLinesAnswer: "busy" });
    const busy = route("+493012345678", { targetType: "NUMBER" });
    const { state } = await carriedOut(toVoicemail([busy]));
    expect(state).toMatchObject({ outcome: "voicemail", reason: { code: "timed_out" } });
  });

  it("is joined instead where the agent answers at the very moment of the withdrawal", async () => {
    await tenant.switches({ voiceAgentsAnswer: "manual", voiceRingSeconds: 0 });
    const { withdraw } = voice;
    let asked = 0;
    voice = {
      ...voice,
      withdraw: async (call, target) => {
        asked += 1;
        await answer();
        return withdraw(call, target);
      },
    };
    const { state, events } = await carriedOut(toVoicemail([SALES]));
    expect(state).toMatchObject({ outcome: "connected", agent: { id: String(TOMASZ) } });
    expect([asked, events.filter(({ kind }) => kind === "withdrawn").length]).toEqual([1, 0]);
    expect(await dials()).toBe(1);
  });

  it.each([
    ["before", "/end$"],
    ["after", "/end$"],
    ["before", "/resume$"],
    ["after", "/resume$"],
  ])("is taken back although the answer is dropped %s the work of %s", async (drop, pathPattern) => {
    await tenant.switches(RINGS_ON);
    await tenant.fault({ method: "POST", pathPattern, drop, times: 4 });
    const { state } = await carriedOut(toVoicemail([SALES]));
    expect(state).toMatchObject({ outcome: "voicemail", reason: { code: "timed_out" } });
    expect(await dials()).toBe(2);
  });

  it("is a caller who has hung up, where that happens at this moment", async () => {
    await tenant.switches(RINGS_ON);
    const { withdraw } = voice;
    voice = {
      ...voice,
      withdraw: async (call, target) => {
        await tenant.voice("hang-up", { contactId: callId });
        return withdraw(call, target);
      },
    };
    const { state } = await carriedOut(toVoicemail([SALES]));
    expect(state).toMatchObject({ outcome: "disconnected", reason: { code: "caller_hung_up" } });
    expect(await dials()).toBe(1);
  });

  it("ends as cancelled where a person has asked for it meanwhile, with the caller back at the agent", async () => {
    await tenant.switches(RINGS_ON);
    const { state } = await carriedOut(toVoicemail([SALES]), async () => {}, { cancelAt: 3 });
    expect(state).toMatchObject({ outcome: "cancelled" });
    expect(await stateOf(callId)).toBe("Active");
  });
});
