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
async function carriedOut(policy: PolicyBody, between: (waits: number) => Promise<unknown> = async () => {}) {
  const events: TimelineEvent[] = [];
  let [state, waitedMs, waits] = [begin(), 0, 0];
  let heard: Heard = { heard: "started" };
  for (let step = 0; step < 300; step += 1) {
    const made = decide(policy, state, heard, { now: new Date(), waitedMs });
    events.push(...made.events);
    state = JSON.parse(JSON.stringify(made.state));
    if (made.action.do === "nothing") return { state, events, texts: events.map((event) => event.text) };
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
    const { state } = await carriedOut({
      ...policyOf([consult(TOMASZ)]),
      voicemail: { targetType: "SKILL", targetId: "4606114", targetName: "" },
    });
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

  it("says in words that a call which was joined blind and not answered has nobody to send it on", async () => {
    await tenant.switches({ voiceAgentsAnswer: "never" });
    const { state, texts } = await carriedOut(policyOf([SALES]));
    expect(state).toMatchObject({ outcome: "failed", reason: { code: "call_failed" } });
    expect(texts.join(" ")).toContain("No agent has this call");
    expect(await dials()).toBe(1);
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
