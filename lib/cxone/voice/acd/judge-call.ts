import type { PhoneCall } from "../../calls.ts";
import type { Reading, TransferTarget } from "../state.ts";
import { type Phase, phaseOf } from "./contact-phase.ts";
import { type Leg, leadsTo } from "./leg.ts";

/** What is remembered from the moment of dialling; without it (after a crash, or a lost answer) less can be told. */
export type Dialled = {
  /** The agent in whose session it was dialled. */
  holderId: number;
  /** What the call's transfer indicator said before: a call may have been transferred earlier, by hand. */
  indicator: string;
  joined: boolean;
};

type Judgement = Exclude<Reading, { result: "failed" }>;

const GONE: Judgement = {
  result: "gone",
  message: "The call has ended, and nothing shows that it was transferred.",
};

/**
 * What the contacts say of a transfer (T-30). Pure. `call` null: CXone knows no such contact; `leg` null: every running contact
 * was looked at and none belongs to this call, which is what makes "none" a finding.
 */
export function judgeCall(
  call: PhoneCall | null,
  leg: Leg | null,
  target: TransferTarget,
  dialled: Dialled | null,
): Judgement {
  const running = leg !== null && leg.phase !== "ended";
  if (call === null) return running ? onItsWay(leg) : GONE;
  if (phaseOf(call) === "ended") {
    // Also while a leg runs: a caller who hangs up leaves two agents talking to each other.
    if (!wentOn(call, leg, dialled)) return GONE;
    return running ? onItsWay(leg) : connected(leg?.agent ?? (dialled && newHolder(call, dialled)));
  }
  if (hasMoved(call, leg, target, dialled)) return running ? onItsWay(leg) : moved(call, leg, dialled);
  // While the agent talks to the caller there is no leg; a held call may have one that no list shows yet, or any more. Ours is
  // waited for, and given up with the time-out: a line that was busy at once is never shown.
  if (leg === null)
    return phaseOf(call) === "connected"
      ? read("WAITING", "none", "not_needed")
      : read("WAITING", null, dialled ? "wait" : "not_needed");
  if (!running) return read("FAILED", "ended", "not_needed");
  // A leg that the agent dialled by hand is neither joined nor taken back by us.
  if (!leg.ours) return read("IN_TRANSFER", "underway", "not_needed");
  // BLIND too is joined when somebody has it: whoever joins while it rings leaves the caller with nobody if it then fails.
  return read("IN_TRANSFER", "underway", isReached(leg.phase) ? "ready" : "wait");
}

/** The first agent is out, and no leg runs beside the call: it has the new agent, or waits for one, or is left alone. */
function moved(call: PhoneCall, leg: Leg | null, dialled: Dialled | null): Judgement {
  const holder = newHolder(call, dialled);
  const reached = isReached(phaseOf(call));
  if (holder) return reached ? connected(holder) : read("IN_TRANSFER", "underway", "not_needed");
  // Without any agent: a line outside, or a machine.
  const outside = call.agentId === null && reached;
  if (outside && (leg === null || leg.answered || isNew(call.transferIndicator, dialled)))
    return connected(null);
  const backWithFirst = call.agentId !== null;
  return leg !== null || backWithFirst
    ? read("FAILED", "ended", "not_needed")
    : read("IN_TRANSFER", "underway", "not_needed");
}

/** The legs are one already: what counts is how far the second is. */
function onItsWay(leg: Leg): Judgement {
  return isReached(leg.phase) ? connected(leg.agent) : read("IN_TRANSFER", "underway", "not_needed");
}

/**
 * Whether a call that is over was handed on before it ended. The indicator alone does not say so: a caller who hangs up while
 * the queue still rings has one too, and then nobody had answered.
 */
function wentOn(call: PhoneCall, leg: Leg | null, dialled: Dialled | null): boolean {
  const isMarked = isNew(call.transferIndicator, dialled) || /transferred/i.test(call.endReason);
  if (leg === null) return isMarked && call.abandoned !== true;
  const isJoined = isMarked || leg.isMarked || dialled?.joined === true;
  return isJoined && (leg.phase !== "ended" || leg.answered);
}

/** Whether the first agent is out of a call that runs. */
function hasMoved(
  call: PhoneCall,
  leg: Leg | null,
  target: TransferTarget,
  dialled: Dialled | null,
): boolean {
  if (dialled) return dialled.joined || call.agentId !== dialled.holderId;
  if (call.agentId === null) return leg !== null;
  // The mark may be of an earlier transfer; then it is the first agent who holds it, for a leg that does not show yet.
  if (call.transferIndicator === "" || phaseOf(call) !== "connected") return false;
  if (target.targetType === "AGENT") return String(call.agentId) === target.targetId;
  if (target.targetType === "QUEUE" || target.targetType === "SKILL") return leadsTo(call, target);
  return /external/i.test(call.transferIndicator);
}

/** Somebody has it, if only on hold. */
export const isReached = (phase: Phase) => phase === "connected" || phase === "held";

const isNew = (indicator: string, dialled: Dialled | null) =>
  indicator !== "" && indicator !== (dialled?.indicator ?? "");

function newHolder(call: PhoneCall, dialled: Dialled | null): Leg["agent"] {
  if (call.agentId === null || call.agentId === dialled?.holderId) return null;
  return { id: String(call.agentId), name: call.agentName || null };
}

const connected = (agent: Leg["agent"]): Judgement => ({
  result: "read",
  state: "CONNECTED",
  transfer: "ended",
  connectedTo: agent,
  join: "not_needed",
});

const read = (
  state: "WAITING" | "IN_TRANSFER" | "FAILED",
  transfer: "none" | "underway" | "ended" | null,
  join: "not_needed" | "wait" | "ready",
): Judgement => ({ result: "read", state, transfer, connectedTo: null, join });
