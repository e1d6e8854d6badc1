import type { Store } from "../state/store.ts";
import type { Call, Leg } from "../state/voice-model.ts";
import { answerLeg } from "./answer-leg.ts";
import { endCall } from "./end-call.ts";
import { addLeg, changeLeg, legOf, legsOf, nameOf, note, openTransfer, setState } from "./legs.ts";
import { isFree, settle } from "./settle.ts";
import { VoiceRefusal } from "./voice-refusal.ts";

export const freshLeg = {
  target: null,
  skillId: null,
  withSkillId: null,
  agentId: null,
  byAgentId: null,
  number: null,
  priority: 1,
  queuedAt: null,
  ringingAt: null,
  answeredAt: null,
  endedAt: null,
  endReason: null,
  dueAt: null,
} as const satisfies Partial<Leg>;

export type NewCall = {
  from?: string | null;
  to?: string | null;
  /** Where the customer waits; without one the customer talks to the script. */
  skillId?: number | null;
  /** Who has the call already, without a queue and without ringing. */
  agentId?: number | null;
  priority?: number;
  /** A UUID of the caller's own choice. */
  callId?: string;
};

/** A call of a customer, by its UUID or by the contact id of any of its legs. Ended calls are forgotten after a while, by switch. */
export function findCall(store: Store, id: string | number): Call | undefined {
  const leg = /^\d+$/.test(String(id)) ? store.voice.legs.get(id) : undefined;
  const call = store.voice.calls.get(leg?.callId ?? String(id).toLowerCase());
  const { endedCallsSeconds } = store.switches;
  const isForgotten =
    call?.endedAt != null && endedCallsSeconds > 0 && call.endedAt + endedCallsSeconds * 1000 <= store.now();
  return isForgotten ? undefined : call;
}

/** As findCall; an unknown one is refused, and one that has ended unless it may have. */
export function callOf(store: Store, id: string | number, mayHaveEnded = false): Call {
  const call = findCall(store, id);
  if (!call) throw new VoiceRefusal("unknown_call", `There is no call ${id}.`);
  if (call.endedAt !== null && !mayHaveEnded)
    throw new VoiceRefusal("call_ended", `The call ${id} has ended.`);
  return call;
}

/** A customer calls: to the script, into the queue of a skill, or straight to an agent who is free. */
export function newCall(store: Store, given: NewCall = {}): Call {
  const { skillId = null, agentId = null } = given;
  if (skillId !== null && store.skills.get(skillId)?.mediaTypeId !== 4)
    throw new VoiceRefusal("unknown_skill", `There is no phone skill ${skillId}.`);
  if (skillId !== null && !store.skills.get(skillId)?.isActive && agentId === null)
    throw new VoiceRefusal("queue_inactive", `The skill ${skillId} is not active.`);
  if (agentId !== null && !store.agents.get(agentId)?.isActive)
    throw new VoiceRefusal("unknown_agent", `There is no active agent ${agentId}.`);
  if (agentId !== null && !isFree(store, agentId))
    throw new VoiceRefusal("agent_not_available", `${nameOf(store, agentId)} is not available.`);
  const at = store.now();
  const callId = given.callId?.toLowerCase() ?? crypto.randomUUID();
  const state = agentId !== null ? "active" : skillId !== null ? "waiting" : "ivr";
  const leg = addLeg(store, {
    ...freshLeg,
    callId,
    isCaller: true,
    state,
    skillId,
    agentId,
    priority: given.priority ?? 1,
    queuedAt: state === "waiting" ? at : null,
    answeredAt: agentId === null ? null : at,
  });
  store.voice.calls.put(callId, {
    callId,
    contactId: leg.contactId,
    direction: "inbound",
    from: given.from ?? null,
    to: given.to ?? null,
    startedAt: at,
    endedAt: null,
    endedBy: null,
    transfers: [],
    outbound: null,
    history: [],
  });
  if (agentId !== null) setState(store, agentId, "InboundContact");
  const where = state === "ivr" ? "the script" : (store.skills.get(skillId ?? 0)?.skillName ?? "the line");
  const text =
    agentId === null ? `The customer calls: ${where}` : `The customer talks to ${nameOf(store, agentId)}`;
  note(store, callId, { contactId: leg.contactId, state, text, agentId, skillId });
  settle(store);
  return callOf(store, callId, true);
}

/** Takes the leg of a call that rings: the agent, the line outside, or the customer of an outbound call. */
export function answerCall(store: Store, id: string | number): Call {
  const call = callOf(store, id);
  const ringing = legsOf(store, call.callId).find((leg) => leg.state === "ringing");
  if (!ringing) throw new VoiceRefusal("nothing_to_answer", "Nothing rings on this call.");
  const isAgent = ringing.agentId !== null && !call.outbound;
  if (isAgent && store.switches.voiceAgentsAnswer === "never")
    throw new VoiceRefusal(
      "nothing_to_answer",
      "Agents do not answer: the switch voiceAgentsAnswer says never.",
    );
  answerLeg(store, ringing);
  settle(store);
  return callOf(store, call.callId, true);
}

/** Ends the call with all its legs. `by` stands in the timeline. */
export function hangUp(store: Store, id: string | number, by = "The caller has hung up"): Call {
  const call = callOf(store, id);
  endCall(store, call.callId, by);
  settle(store);
  return callOf(store, call.callId, true);
}

/** Holding a call that is held already is fine: a second hold changes nothing. */
export function holdCall(store: Store, id: string | number): Call {
  const call = callOf(store, id);
  const caller = legOf(store, call.contactId);
  if (caller.agentId === null || !["active", "held"].includes(caller.state))
    throw new VoiceRefusal("nobody_has_the_call", "No agent has this call.");
  if (caller.state === "active")
    changeLeg(store, caller.contactId, { state: "held" }, `Held by ${nameOf(store, caller.agentId)}`);
  return callOf(store, call.callId);
}

export function resumeCall(store: Store, id: string | number): Call {
  const call = callOf(store, id);
  const caller = legOf(store, call.contactId);
  if (caller.agentId === null || !["active", "held"].includes(caller.state))
    throw new VoiceRefusal("nobody_has_the_call", "No agent has this call.");
  if (openTransfer(call)?.isJoined) throw new VoiceRefusal("not_ready", "The call has been handed over.");
  if (caller.state === "held")
    changeLeg(
      store,
      caller.contactId,
      { state: "active" },
      `Taken up again by ${nameOf(store, caller.agentId)}`,
    );
  return callOf(store, call.callId);
}

/** Calls that go on, in order of arrival. */
export function liveCalls(store: Store): Call[] {
  return store.voice.calls.where("live", "yes");
}
