import { expect, test } from "vitest";
import { seedTenant } from "../state/seed-tenant.ts";
import { Store } from "../state/store.ts";
import type { Switches } from "../state/switches.ts";
import { setAgentState } from "./agents.ts";
import { answerCall, findCall, hangUp, holdCall, newCall } from "./calls.ts";
import { legOf, legsOf } from "./legs.ts";
import { settle, stopRinging } from "./settle.ts";
import { beginTransfer, confer, failTransfer, joinLegs } from "./transfer.ts";

const [sales, support] = [4606102, 4606101];
const [luca, tomasz, jonas] = [30105, 30108, 30103];

/** A tenant in memory: Luca holds sales and support, Jonas support, Tomasz sales. */
async function telephony(switches: Partial<Switches> = {}) {
  const store = new Store(null);
  await seedTenant(store);
  store.setSetting("switches", switches);
  store.assignments.put(`${sales}:${tomasz}`, {
    skillId: sales,
    agentId: tomasz,
    isActive: true,
    proficiency: 1,
  });
  store.agents.update(luca, { state: "Unavailable" });
  store.agents.update(jonas, { state: "Unavailable" });
  store.agents.update(tomasz, { state: "Available" });
  const advance = (seconds: number) => {
    store.setSetting("clockOffsetMs", store.setting("clockOffsetMs", 0) + seconds * 1000);
    settle(store);
  };
  const call = (id: string) => {
    const row = findCall(store, id);
    if (!row) throw new Error("The call is gone");
    return { ...row, leg: legOf(store, row.contactId), transfer: row.transfers.at(-1) };
  };
  const state = (agentId: number) => store.agents.get(agentId)?.state;
  return { store, advance, call, state };
}

test("a customer waits, rings at the agent who holds the skill, is answered, and frees the agent at the end", async () => {
  const { store, call, state } = await telephony();
  setAgentState(store, tomasz, "Unavailable");
  const { callId } = newCall(store, { skillId: sales, from: "+4930123456" });
  expect(call(callId).leg.state).toBe("waiting");
  setAgentState(store, jonas, "Available");
  expect(call(callId).leg.state).toBe("waiting");
  setAgentState(store, tomasz, "Available");
  expect(call(callId).leg).toMatchObject({ state: "ringing", agentId: tomasz });
  expect(state(tomasz)).toBe("InboundContact");
  answerCall(store, callId);
  expect(call(callId).leg.state).toBe("active");
  hangUp(store, callId);
  expect(call(callId)).toMatchObject({ endedBy: "The caller has hung up" });
  expect(state(tomasz)).toBe("Available");
  expect(call(callId).history.map((line) => line.state)).toEqual(["waiting", "ringing", "active", "ended"]);
});

test("an agent has one call at a time: the second customer waits, and the higher priority is next", async () => {
  const { store, call } = await telephony({ voiceAgentsAnswer: "atOnce" });
  const first = newCall(store, { skillId: sales });
  const low = newCall(store, { skillId: sales });
  const high = newCall(store, { skillId: sales, priority: 5 });
  expect([call(first.callId), call(low.callId), call(high.callId)].map((one) => one.leg.state)).toEqual([
    "active",
    "waiting",
    "waiting",
  ]);
  hangUp(store, first.callId);
  expect([call(low.callId).leg.state, call(high.callId).leg.state]).toEqual(["waiting", "active"]);
});

test("whoever lets a call ring is unavailable, and the customer keeps the place in the queue", async () => {
  const { store, advance, call, state } = await telephony();
  const { callId } = newCall(store, { skillId: sales });
  advance(19);
  expect(call(callId).leg.state).toBe("ringing");
  advance(2);
  expect([call(callId).leg.state, state(tomasz)]).toEqual(["waiting", "Unavailable"]);
  setAgentState(store, luca, "Available");
  expect(call(callId).leg).toMatchObject({ state: "ringing", agentId: luca });
});

test("a blind hand-over frees the first agent at once, and the customer is connected when the second answers", async () => {
  const { store, call, state } = await telephony();
  setAgentState(store, jonas, "Available");
  const { callId } = newCall(store, { agentId: jonas });
  const { call: begun } = beginTransfer(store, callId, {
    transferType: "BLIND",
    target: { kind: "queue", skillId: sales },
    join: "atOnce",
  });
  expect(begun.transfers[0]).toMatchObject({ state: "IN_TRANSFER", isJoined: true });
  expect([state(jonas), state(tomasz)]).toEqual(["Available", "InboundContact"]);
  answerCall(store, callId);
  expect(call(callId)).toMatchObject({
    leg: { state: "active", agentId: tomasz },
    transfer: { state: "CONNECTED" },
  });
  expect(call(callId).transfer?.changes.map((change) => change.state)).toEqual([
    "WAITING",
    "IN_TRANSFER",
    "CONNECTED",
  ]);
  hangUp(store, callId);
  expect(state(tomasz)).toBe("Available");
});

test("a consultation that is not answered brings the customer back to the first agent", async () => {
  const { store, advance, call, state } = await telephony();
  setAgentState(store, jonas, "Available");
  const { callId } = newCall(store, { agentId: jonas });
  beginTransfer(store, callId, {
    transferType: "CONSULT",
    target: { kind: "queue", skillId: sales },
    join: "whenAnswered",
  });
  expect([call(callId).leg.state, state(tomasz)]).toEqual(["held", "InboundConsult"]);
  advance(21);
  expect(call(callId)).toMatchObject({
    leg: { state: "active", agentId: jonas },
    transfer: { state: "FAILED", reason: "No answer" },
  });
  expect(state(tomasz)).toBe("Unavailable");
});

test("hold, dial the skill, join: the steps of an agent session, and a second hold does no harm", async () => {
  const { store, call, state } = await telephony();
  setAgentState(store, jonas, "Available");
  const { callId, contactId } = newCall(store, { agentId: jonas });
  holdCall(store, contactId);
  holdCall(store, contactId);
  const target = { kind: "skill", skillId: sales } as const;
  const { leg } = beginTransfer(store, contactId, { transferType: "BLIND", target, join: "byHand" });
  answerCall(store, callId);
  expect([call(callId).leg.state, legOf(store, leg.contactId).state, state(jonas)]).toEqual([
    "held",
    "active",
    "InboundContact",
  ]);
  joinLegs(store, contactId);
  expect(call(callId)).toMatchObject({ leg: { agentId: tomasz }, transfer: { state: "CONNECTED" } });
  expect(state(jonas)).toBe("Available");
  expect(legsOf(store, callId).map((one) => one.state)).toEqual(["active", "ended"]);
});

test("two transfers of one call at a time are refused, and so is one to a queue that is not active", async () => {
  const { store } = await telephony();
  const { callId } = newCall(store);
  const wish = {
    transferType: "BLIND",
    target: { kind: "queue", skillId: support },
    join: "atOnce",
  } as const;
  beginTransfer(store, callId, wish);
  expect(() => beginTransfer(store, callId, wish)).toThrow("being transferred already");
  failTransfer(store, callId);
  store.skills.update(support, { isActive: false });
  expect(() => beginTransfer(store, callId, wish)).toThrow("not active");
});

test("a number that is busy fails the transfer, and a caller who hangs up ends it", async () => {
  const { store, call } = await telephony({ voiceLinesAnswer: "busy" });
  const { callId } = newCall(store);
  const wish = {
    transferType: "BLIND",
    target: { kind: "number", number: "+493012" },
    join: "atOnce",
  } as const;
  beginTransfer(store, callId, wish);
  expect(call(callId)).toMatchObject({ leg: { state: "parked" }, transfer: { state: "FAILED" } });
  beginTransfer(store, callId, { ...wish, target: { kind: "queue", skillId: support } });
  hangUp(store, callId);
  expect(call(callId).transfers.map((transfer) => transfer.state)).toEqual(["FAILED", "DISCONNECTED"]);
});

test("a busy agent who is dialled is waited for when the dialler says so, and may refuse", async () => {
  const { store, call, state } = await telephony();
  setAgentState(store, jonas, "Available");
  const { callId } = newCall(store, { agentId: jonas });
  const other = newCall(store, { agentId: tomasz });
  const target = { kind: "agent", agentId: tomasz } as const;
  const { leg } = beginTransfer(store, callId, {
    transferType: "BLIND",
    target,
    join: "byHand",
    waitsForAgent: true,
  });
  expect(legOf(store, leg.contactId).state).toBe("waiting");
  hangUp(store, other.callId);
  expect(legOf(store, leg.contactId)).toMatchObject({ state: "ringing", agentId: tomasz });
  stopRinging(store, legOf(store, leg.contactId), "Refused");
  expect(call(callId).transfer).toMatchObject({ state: "FAILED", reason: "Refused" });
  expect(state(tomasz)).toBe("Unavailable");
});

test("a conference keeps the agent on the line until the legs are joined", async () => {
  const { store, call, state } = await telephony({ voiceAgentsAnswer: "atOnce" });
  setAgentState(store, jonas, "Available");
  const { callId } = newCall(store, { agentId: jonas });
  const wish = {
    transferType: "CONSULT",
    target: { kind: "skill", skillId: sales },
    join: "byHand",
  } as const;
  expect(() => confer(store, callId)).toThrow("No second leg");
  beginTransfer(store, callId, wish);
  confer(store, callId);
  expect([call(callId).leg.state, state(jonas)]).toEqual(["active", "InboundContact"]);
  joinLegs(store, callId);
  expect(call(callId)).toMatchObject({ leg: { agentId: tomasz }, transfer: { state: "CONNECTED" } });
  expect(state(jonas)).toBe("Available");
});
