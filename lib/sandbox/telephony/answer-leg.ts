import type { Store } from "../state/store.ts";
import type { Leg } from "../state/voice-model.ts";
import { completeTransfer, failTransfer } from "./finish-transfer.ts";
import { changeLeg, nameOf, openTransfer } from "./legs.ts";

/** Somebody takes the ringing leg; a transfer is complete when its legs are joined. */
export function answerLeg(store: Store, leg: Leg): void {
  const who = leg.agentId === null ? (leg.number ?? "The line") : nameOf(store, leg.agentId);
  const text = leg.isCaller && leg.byAgentId !== null ? "The customer has answered" : `${who} has answered`;
  changeLeg(store, leg.contactId, { state: "active", answeredAt: store.now(), dueAt: null }, text);
  const call = store.voice.calls.get(leg.callId);
  const transfer = call ? openTransfer(call) : null;
  if (!call || leg.contactId !== transfer?.contactId) return;
  if (transfer.isJoined || transfer.join === "whenAnswered") completeTransfer(store, call, transfer);
}

/** Rings at a line outside, or at a machine: what becomes of it is a switch, not a person. */
export function ringLine(store: Store, leg: Leg, isMachine: boolean): void {
  const { voiceLinesAnswer, voiceRingSeconds } = store.switches;
  const at = store.now();
  const ringing = changeLeg(
    store,
    leg.contactId,
    { state: "ringing", ringingAt: at, dueAt: voiceRingSeconds > 0 ? at + voiceRingSeconds * 1000 : null },
    `Rings at ${leg.number ?? "the voicemail"}`,
  );
  const call = store.voice.calls.get(leg.callId);
  const transfer = call ? openTransfer(call) : null;
  if (isMachine || voiceLinesAnswer === "atOnce") answerLeg(store, ringing);
  else if (call && transfer && voiceLinesAnswer === "busy")
    failTransfer(store, call, transfer, "The line is busy");
}
