import type { Store } from "../state/store.ts";
import type { Call, Transfer } from "../state/voice-model.ts";
import { changeLeg, changeTransfer, endLeg, freeAgent, legOf, nameOf, setState } from "./legs.ts";

/** The customer and the target are on one line: whoever had the call is free, the dialled leg has done its work. */
export function completeTransfer(store: Store, call: Call, transfer: Transfer): void {
  const leg = legOf(store, transfer.contactId);
  const before = legOf(store, call.contactId);
  const takenBy = leg.agentId;
  store.voice.legs.update(leg.contactId, {
    state: "ended",
    stateSince: store.now(),
    endedAt: store.now(),
    endReason: "joined",
    dueAt: null,
  });
  const skillId = leg.skillId ?? before.skillId;
  changeLeg(
    store,
    call.contactId,
    { state: "active", agentId: takenBy, skillId, number: leg.number, dueAt: null },
    takenBy === null
      ? `Connected to ${leg.number ?? store.skills.get(skillId ?? 0)?.skillName ?? "a line"}`
      : `Connected to ${nameOf(store, takenBy)}`,
  );
  if (takenBy !== null) setState(store, takenBy, "InboundContact");
  if (before.agentId !== null && before.agentId !== takenBy) freeAgent(store, before.agentId);
  const connectedOrder = store.voice.calls.get(call.callId)?.history.at(-1)?.order ?? 0;
  changeTransfer(store, call.callId, {
    state: "CONNECTED",
    isJoined: true,
    connectedOrder,
    endedAt: store.now(),
  });
}

/** The dialled leg is given up. The customer stays: with the agent who still has the call, or alone on the line. */
export function failTransfer(store: Store, call: Call, transfer: Transfer, reason: string): void {
  endLeg(store, transfer.contactId, reason);
  const caller = legOf(store, call.contactId);
  if (caller.agentId === null)
    changeLeg(store, call.contactId, { state: "parked" }, "Waits on the line, with nobody");
  else if (caller.state === "held" && transfer.join !== "byHand")
    changeLeg(store, call.contactId, { state: "active" }, `Back with ${nameOf(store, caller.agentId)}`);
  changeTransfer(store, call.callId, { state: "FAILED", reason, endedAt: store.now() });
}
