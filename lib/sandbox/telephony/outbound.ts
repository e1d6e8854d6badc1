import type { Store } from "../state/store.ts";
import type { Call, OutboundResult } from "../state/voice-model.ts";
import { callOf, freshLeg } from "./calls.ts";
import { endCall } from "./end-call.ts";
import { addLeg, legOf, nameOf, note } from "./legs.ts";
import { isFree, settle } from "./settle.ts";
import { VoiceRefusal } from "./voice-refusal.ts";

export type Dial = {
  phoneNumber: string;
  agentId: number;
  skillId: number | null;
  campaignId?: number | null;
  recordId?: string | null;
  data?: Record<string, unknown>;
};

/**
 * Dials a number for an agent: dialling, ringing, connected, as the switch outboundCourse says. For an agent who is not
 * available it is accepted and fails, waits, or is refused, by switch.
 */
export function dialOutbound(store: Store, given: Dial): Call {
  const agent = store.agents.get(given.agentId);
  if (!agent?.isActive) throw new VoiceRefusal("unknown_agent", `There is no active agent ${given.agentId}.`);
  const isReady = isFree(store, given.agentId);
  const { outboundAgentBusy } = store.switches;
  if (!isReady && outboundAgentBusy === "refused")
    throw new VoiceRefusal("agent_not_available", `${nameOf(store, given.agentId)} is not available.`);
  const at = store.now();
  const callId = crypto.randomUUID();
  const leg = addLeg(store, {
    ...freshLeg,
    callId,
    isCaller: true,
    state: "waiting",
    target: { kind: "agent", agentId: given.agentId },
    skillId: given.skillId,
    byAgentId: given.agentId,
    queuedAt: at,
  });
  store.voice.calls.put(callId, {
    callId,
    contactId: leg.contactId,
    direction: "outbound",
    from: null,
    to: given.phoneNumber,
    startedAt: at,
    endedAt: null,
    endedBy: null,
    transfers: [],
    outbound: {
      campaignId: given.campaignId ?? null,
      recordId: given.recordId ?? null,
      phoneNumber: given.phoneNumber,
      agentId: given.agentId,
      data: given.data ?? {},
      result: null,
      disposition: null,
    },
    history: [],
  });
  const { contactId, skillId } = leg;
  const text = `To be dialled for ${nameOf(store, given.agentId)}`;
  note(store, callId, { contactId, state: "waiting", text, agentId: given.agentId, skillId });
  if (!isReady && outboundAgentBusy === "fails")
    endCall(store, callId, `${nameOf(store, given.agentId)} is not available`, "failed");
  settle(store);
  return callOf(store, callId, true);
}

/** Ends an outbound call as its customer or its network would. */
export function endOutbound(store: Store, id: string | number, result: OutboundResult): Call {
  const call = callOf(store, id);
  const words = {
    ended: "The call has ended",
    no_answer: "No answer",
    busy: "The line is busy",
    failed: "Failed",
  };
  endCall(store, call.callId, words[result], result);
  settle(store);
  return callOf(store, call.callId, true);
}

export type OutboundState = "dialling" | "ringing" | "connected" | OutboundResult;

/** How far an outbound call has come. */
export function outboundState(store: Store, call: Call): OutboundState {
  if (call.outbound?.result) return call.outbound.result;
  const { state } = legOf(store, call.contactId);
  if (state === "waiting" || state === "dialling") return "dialling";
  return state === "ringing" ? "ringing" : "connected";
}
