import type { Store } from "../state/store.ts";
import type { Call } from "../state/voice-model.ts";
import { nameOf, setState } from "./legs.ts";
import { settle } from "./settle.ts";
import { VoiceRefusal } from "./voice-refusal.ts";

export const settableStates = ["Available", "Unavailable", "LoggedOut"] as const;
export type SettableState = (typeof settableStates)[number];

/** What the agent does from now on; on a call it holds from the call's end on. Whoever waits may be given to the agent at once. */
export function setAgentState(store: Store, agentId: number, state: SettableState): void {
  const agent = store.agents.get(agentId);
  if (!agent?.isActive) throw new VoiceRefusal("unknown_agent", `There is no active agent ${agentId}.`);
  if (store.voice.legs.where("agent", String(agentId)).length > 0)
    store.agents.update(agentId, { stateAfterCall: state });
  else setState(store, agentId, state);
  settle(store);
}

/** The call that an agent is on, the customer's before one that only rings. */
export function callOfAgent(store: Store, agentId: number): Call | undefined {
  const legs = store.voice.legs.where("agent", String(agentId));
  const leg = legs.find((one) => one.isCaller) ?? legs[0];
  return leg && store.voice.calls.get(leg.callId);
}

/** As callOfAgent, refused when there is none. */
export function callHeldBy(store: Store, agentId: number): Call {
  const call = callOfAgent(store, agentId);
  if (!call) throw new VoiceRefusal("nobody_has_the_call", `${nameOf(store, agentId)} has no call.`);
  return call;
}
