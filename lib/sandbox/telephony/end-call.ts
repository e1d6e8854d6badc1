import type { Store } from "../state/store.ts";
import type { OutboundResult } from "../state/voice-model.ts";
import { changeTransfer, endLeg, legsOf, openTransfer } from "./legs.ts";

const dispositions: Readonly<Record<OutboundResult, string>> = {
  ended: "Completed",
  no_answer: "No answer",
  busy: "Busy",
  failed: "Failed",
};

/** Ends a call with all its legs; agents on them are free. A transfer that was going on ends DISCONNECTED. */
export function endCall(
  store: Store,
  callId: string,
  reason: string,
  result: OutboundResult = "ended",
): void {
  const call = store.voice.calls.get(callId);
  if (!call || call.endedAt !== null) return;
  const endedAt = store.now();
  if (openTransfer(call)) changeTransfer(store, callId, { state: "DISCONNECTED", reason, endedAt });
  for (const leg of legsOf(store, callId)) endLeg(store, leg.contactId, reason);
  const outbound = call.outbound && { ...call.outbound, result, disposition: dispositions[result] };
  store.voice.calls.update(callId, { endedAt, endedBy: reason, outbound });
}
