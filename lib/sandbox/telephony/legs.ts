import type { AgentState } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import type { Call, CallEvent, Leg, Transfer, TransferState } from "../state/voice-model.ts";
import { VoiceRefusal } from "./voice-refusal.ts";

/** What every deed is made of: changes of legs, of transfers and of the agents on them. Nothing here decides anything. */

const firstContactId = 600_100_001;

export function addLeg(store: Store, leg: Omit<Leg, "contactId" | "stateSince" | "startedAt">): Leg {
  const contactId = store.nextNumber("voiceContact", firstContactId);
  const at = store.now();
  return store.voice.legs.put(contactId, { ...leg, contactId, stateSince: at, startedAt: at });
}

/** Adds a line to the timeline of a call. */
export function note(
  store: Store,
  callId: string,
  event: Pick<CallEvent, "contactId" | "state" | "text"> & Partial<CallEvent>,
): void {
  const call = store.voice.calls.get(callId);
  if (!call) return;
  const order = store.nextNumber("voiceEvent", 1);
  const line: CallEvent = { agentId: null, skillId: null, ...event, order, at: store.now() };
  store.voice.calls.update(callId, { history: [...call.history, line] });
}

/** Changes a leg and says so in the timeline of its call. */
export function changeLeg(store: Store, contactId: number, patch: Partial<Leg>, text: string): Leg {
  const before = legOf(store, contactId);
  const since = patch.state && patch.state !== before.state ? { stateSince: store.now() } : {};
  const leg = store.voice.legs.update(contactId, { ...patch, ...since });
  const { state, agentId, skillId } = leg;
  note(store, leg.callId, { contactId, state, text, agentId, skillId });
  return leg;
}

export function endLeg(store: Store, contactId: number, endReason: string): void {
  const leg = legOf(store, contactId);
  if (leg.endedAt !== null) return;
  changeLeg(store, contactId, { state: "ended", endedAt: store.now(), endReason, dueAt: null }, endReason);
  if (leg.agentId !== null) freeAgent(store, leg.agentId);
}

export function legOf(store: Store, contactId: number): Leg {
  const leg = store.voice.legs.get(contactId);
  if (!leg) throw new VoiceRefusal("unknown_call", `There is no contact ${contactId}.`);
  return leg;
}

/** The legs of a call, the customer's first. */
export function legsOf(store: Store, callId: string): Leg[] {
  return store.voice.legs.where("call", callId);
}

/** The transfer that goes on, or null. */
export function openTransfer(call: Call): Transfer | null {
  const last = call.transfers.at(-1);
  return last && last.endedAt === null ? last : null;
}

/** Changes the last transfer of a call. */
export function changeTransfer(
  store: Store,
  callId: string,
  patch: Partial<Transfer> & { state?: TransferState },
): void {
  const call = store.voice.calls.get(callId);
  const last = call?.transfers.at(-1);
  if (!call || !last) return;
  const changes =
    patch.state && patch.state !== last.state
      ? [...last.changes, { at: store.now(), state: patch.state }]
      : last.changes;
  const transfers = [...call.transfers.slice(0, -1), { ...last, ...patch, changes }];
  store.voice.calls.update(callId, { transfers });
}

export function nameOf(store: Store, agentId: number | null): string {
  const agent = agentId === null ? undefined : store.agents.get(agentId);
  return agent ? `${agent.firstName} ${agent.lastName}` : "nobody";
}

export function setState(store: Store, agentId: number, state: AgentState): void {
  const before = store.agents.get(agentId)?.state;
  if (before === undefined || before === state) return;
  store.agents.update(agentId, { state, stateBefore: before, stateSince: store.now() });
}

/** Gives an agent back who is on no leg any more: available, or what was chosen meanwhile. */
export function freeAgent(store: Store, agentId: number): void {
  if (store.voice.legs.where("agent", String(agentId)).length > 0) return;
  const agent = store.agents.get(agentId);
  if (!agent) return;
  setState(store, agentId, agent.stateAfterCall ?? "Available");
  if (agent.stateAfterCall) store.agents.update(agentId, { stateAfterCall: null });
}
