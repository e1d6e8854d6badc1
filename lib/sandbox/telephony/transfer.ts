import type { Store } from "../state/store.ts";
import type { Call, Leg, LegTarget, Transfer } from "../state/voice-model.ts";
import { ringLine } from "./answer-leg.ts";
import { callOf, freshLeg } from "./calls.ts";
import { completeTransfer, failTransfer as failOpen } from "./finish-transfer.ts";
import { addLeg, changeLeg, changeTransfer, freeAgent, legOf, nameOf, note, openTransfer } from "./legs.ts";
import { isFree, isVoicemail, settle } from "./settle.ts";
import { VoiceRefusal } from "./voice-refusal.ts";

export type TransferWish = Pick<Transfer, "transferType" | "target" | "join"> & {
  withSkillId?: number | null;
  priority?: number;
  callbackNumber?: string | null;
  /** A dialled agent who is busy is waited for, as in a personal queue; otherwise dialling fails. */
  waitsForAgent?: boolean;
};

/**
 * Dials a second leg to hand the call over. Refused while another transfer of the same call goes on, and where the
 * queue is not active (T-23). With `join: "atOnce"` the customer leaves the agent before anybody has answered.
 */
export function beginTransfer(
  store: Store,
  id: string | number,
  wish: TransferWish,
): { call: Call; leg: Leg } {
  const call = callOf(store, id);
  if (openTransfer(call))
    throw new VoiceRefusal("transfer_underway", "This call is being transferred already.");
  const { target } = wish;
  checkTarget(store, target);
  const caller = legOf(store, call.contactId);
  if (call.outbound && ["waiting", "dialling", "ringing"].includes(caller.state))
    throw new VoiceRefusal("not_ready", "The customer has not answered yet.");
  const at = store.now();
  const isQueued = target.kind === "queue" || target.kind === "skill";
  const { voiceQueueSeconds } = store.switches;
  const leg = addLeg(store, {
    ...freshLeg,
    callId: call.callId,
    isCaller: false,
    state: isQueued ? "waiting" : "dialling",
    target,
    skillId: isQueued ? target.skillId : null,
    withSkillId: wish.withSkillId ?? null,
    byAgentId: caller.agentId,
    number: target.kind === "number" || target.kind === "extension" ? target.number : null,
    priority: wish.priority ?? 1,
    queuedAt: isQueued ? at : null,
    dueAt: isQueued && voiceQueueSeconds > 0 ? at + voiceQueueSeconds * 1000 : null,
  });
  const transfer: Transfer = {
    transferId: crypto.randomUUID(),
    transferType: wish.transferType,
    target,
    withSkillId: wish.withSkillId ?? null,
    priority: wish.priority ?? 1,
    callbackNumber: wish.callbackNumber ?? null,
    state: "WAITING",
    changes: [{ at, state: "WAITING" }],
    reason: null,
    contactId: leg.contactId,
    isJoined: false,
    join: wish.join,
    fromAgentId: caller.agentId,
    startedAt: at,
    endedAt: null,
  };
  store.voice.calls.update(call.callId, { transfers: [...call.transfers, transfer] });
  const { contactId, skillId } = leg;
  const text = `${wish.transferType === "BLIND" ? "Handed" : "To be handed"} to ${nameOfTarget(store, target)}`;
  note(store, call.callId, { contactId, state: leg.state, text, skillId });
  leaveQueue(store, caller);
  if (wish.join === "atOnce") joinOpen(store, call.callId);
  else if (caller.agentId !== null && caller.state === "active")
    changeLeg(store, caller.contactId, { state: "held" }, `Held by ${nameOf(store, caller.agentId)}`);
  dial(store, leg, target, wish.waitsForAgent ?? false);
  settle(store);
  return { call: callOf(store, call.callId, true), leg: legOf(store, contactId) };
}

function checkTarget(store: Store, target: LegTarget): void {
  if (target.kind === "queue" || target.kind === "skill") {
    const skill = store.skills.get(target.skillId);
    if (!skill || !(skill.mediaTypeId === 4 || isVoicemail(store, skill.skillId)))
      throw new VoiceRefusal("unknown_skill", `There is no phone skill ${target.skillId}.`);
    if (!skill.isActive) throw new VoiceRefusal("queue_inactive", `${skill.skillName} is not active.`);
  } else if (target.kind === "agent" && !store.agents.get(target.agentId)?.isActive)
    throw new VoiceRefusal("unknown_agent", `There is no active agent ${target.agentId}.`);
}

/** A customer who waited or rang somewhere does so no longer. */
function leaveQueue(store: Store, caller: Leg): void {
  if (caller.state !== "waiting" && caller.state !== "ringing") return;
  const patch = { state: "parked", agentId: null, dueAt: null } as const;
  changeLeg(store, caller.contactId, patch, "Taken out of the queue");
  if (caller.agentId !== null) freeAgent(store, caller.agentId);
}

function dial(store: Store, leg: Leg, target: LegTarget, waitsForAgent: boolean): void {
  if (target.kind === "number" || target.kind === "extension") {
    changeTransfer(store, leg.callId, { state: "IN_TRANSFER" });
    ringLine(store, leg, false);
  } else if (target.kind === "agent") {
    if (waitsForAgent || isFree(store, target.agentId))
      changeLeg(store, leg.contactId, { state: "waiting", queuedAt: store.now() }, "Dials the agent");
    else failTransfer(store, leg.callId, `${nameOf(store, target.agentId)} is not available`);
  }
}

function joinOpen(store: Store, callId: string): void {
  const call = callOf(store, callId);
  const transfer = openTransfer(call);
  if (!transfer) throw new VoiceRefusal("no_transfer", "No second leg is there to join.");
  const leg = legOf(store, transfer.contactId);
  changeTransfer(store, callId, { isJoined: true });
  if (leg.state === "active") {
    completeTransfer(store, call, transfer);
    return;
  }
  const caller = legOf(store, call.contactId);
  const target = nameOfTarget(store, transfer.target);
  const text =
    caller.agentId === null ? `Waits for ${target}` : `Leaves ${nameOf(store, caller.agentId)} for ${target}`;
  changeLeg(store, call.contactId, { state: "parked", agentId: null }, text);
  if (caller.agentId !== null) freeAgent(store, caller.agentId);
}

/** Joins the customer and the dialled leg (transfer-calls): at once for good when the target has answered, else as soon as it does. */
export function joinLegs(store: Store, id: string | number): Call {
  const call = callOf(store, id);
  joinOpen(store, call.callId);
  settle(store);
  return callOf(store, call.callId, true);
}

/** Customer, agent and answered target on one line (conference-calls); the agent leaves it by joining the legs. */
export function confer(store: Store, id: string | number): Call {
  const call = callOf(store, id);
  const transfer = openTransfer(call);
  if (!transfer || transfer.isJoined || legOf(store, transfer.contactId).state !== "active")
    throw new VoiceRefusal("no_transfer", "No second leg has been answered.");
  changeTransfer(store, call.callId, { isConference: true });
  changeLeg(
    store,
    call.contactId,
    { state: "active" },
    `Confers with ${nameOfTarget(store, transfer.target)}`,
  );
  return callOf(store, call.callId);
}

/** Gives the dialled leg up; the customer goes back to whoever has the call. */
export function failTransfer(store: Store, id: string | number, reason = "The transfer has failed"): Call {
  const call = callOf(store, id);
  const transfer = openTransfer(call);
  if (!transfer) throw new VoiceRefusal("no_transfer", "This call is not being transferred.");
  failOpen(store, call, transfer, reason);
  settle(store);
  return callOf(store, call.callId, true);
}

export function nameOfTarget(store: Store, target: LegTarget): string {
  switch (target.kind) {
    case "agent":
      return nameOf(store, target.agentId);
    case "queue":
    case "skill":
      return store.skills.get(target.skillId)?.skillName ?? String(target.skillId);
    default:
      return target.number;
  }
}
