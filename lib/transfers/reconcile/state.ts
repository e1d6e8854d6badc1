import type { Reading } from "#lib/cxone/voice/state.ts";
import {
  endHungUp,
  failed,
  isStale,
  join,
  MOST_ISSUES,
  MOST_LOOKS,
  notCarriedOut,
  type Seen,
  takeDown,
  takeDownFailure,
} from "../attempt/state.ts";
import { end, endConnected, giveUp, issue, note, type Turn, wait } from "../chain/state.ts";
import { growing, pollMs, settleMs, sinceIssue, timeoutMs, unknownMs } from "../doubt/state.ts";
import type { Action, Reason } from "../state.ts";
import { leaveTakenBack, withdraw } from "../withdrawal/state.ts";
import { spanInWords, stepInWords } from "../words/mapping.ts";

/**
 * What a reading shows of the write that is in doubt.
 * - underway: there is a transfer; only watching helps.
 * - arrived, failed: there was one, and this became of it.
 * - idle: nothing shows. Whether nothing is, time must tell: a lost write may show late.
 */
type Sight = "underway" | "arrived" | "failed" | "idle";

function sightOf(turn: Turn, seen: Seen): Sight {
  const isUnderway =
    seen.state === "IN_TRANSFER" || seen.transfer === "underway" || seen.join !== "not_needed";
  if (seen.state === "FAILED" && !isFromBefore(turn, seen)) return "failed";
  if (seen.state === "CONNECTED" && seen.join === "not_needed")
    return isOurs(turn, seen) ? "arrived" : "idle";
  return isUnderway ? "underway" : "idle";
}

/** Whether this transfer connected the call, which may have been connected before. Better once too often: nothing is issued again. */
function isOurs({ state }: Turn, seen: Seen): boolean {
  if (state.doubt === "late") return true;
  if (seen.transfer === "none") return false;
  return state.doubt === "lost" || state.issues > 1 || seen.transfer !== null;
}

/** Whether FAILED speaks of the step before this one, or of a transfer before ours. */
const isFromBefore = (turn: Turn, seen: Seen) =>
  seen.transfer === "none" || isStale(turn, seen) || (turn.state.failedBefore && turn.state.doubt === "lost");

/** A look at a call of which nobody knows what came of the last write. */
export function onReconciled(turn: Turn, reading: Reading): Action {
  const { clock, state } = turn;
  if (reading.result === "gone") return endHungUp(turn, reading.message);
  if (state.withdrawn === "done") return onTakenBack(turn, reading);
  const isOver = clock.waitedMs - state.marks.doubted >= unknownMs(turn) || state.looks >= MOST_LOOKS;
  if (reading.result === "failed") {
    takeDownFailure(turn, reading);
    if (state.doubt === "refused") return leave(turn);
    if (isOver) return endUnknown(turn);
    return wait(Math.max(growing(turn), Math.min(60_000, reading.retryAfterMs ?? 0)));
  }
  takeDown(turn, reading);
  if (reading.state === "DISCONNECTED") return endHungUp(turn);
  switch (sightOf(turn, reading)) {
    case "arrived":
      note(
        turn,
        "reconciled",
        `Read: the transfer to ${stepInWords(turn.policy, state.step)} was carried out.`,
      );
      return endConnected(turn);
    case "failed":
      return state.doubt === "refused" ? leave(turn) : failed(turn, "reconciled", "Read: FAILED.");
    case "underway":
      return isOver && !isToWithdraw(turn, reading) ? endUnknown(turn) : onUnderway(turn, reading);
    case "idle":
      return onIdle(turn, reading, isOver);
  }
}

/** A leg that may be taken back is, if only once: nobody gives a caller up who can be helped. */
const isToWithdraw = ({ state }: Turn, seen: Seen) => seen.join === "wait" && state.withdrawn === "no";

/**
 * Taken back, and so said: the next step begins once a reading shows it, or after as long as a reading may lag. Begun before, it
 * would be taken for the old leg where its own answer is lost.
 */
function onTakenBack(turn: Turn, reading: Exclude<Reading, { result: "gone" }>): Action {
  const { clock, state } = turn;
  if (reading.result === "failed") takeDownFailure(turn, reading);
  else if (reading.state === "DISCONNECTED") return endHungUp(turn);
  const isShown =
    reading.result === "read" && reading.join === "not_needed" && reading.state !== "IN_TRANSFER";
  const left = state.marks.until - clock.waitedMs;
  return isShown || left <= 0 || state.looks >= MOST_LOOKS
    ? leaveTakenBack(turn)
    : wait(Math.min(left, pollMs(turn)));
}

function onUnderway(turn: Turn, seen: Seen): Action {
  const { policy, state } = turn;
  if (state.doubt !== "late") {
    note(turn, "reconciled", `Read: the transfer to ${stepInWords(policy, state.step)} is under way.`, {
      facts: { carriedOut: true },
    });
    Object.assign(state, { phase: "watching", doubt: null, unknown: false, givenUp: null, tries: 0 });
  }
  if (seen.join === "ready") return join(turn);
  if (state.doubt === "late" && seen.join === "wait") return withdraw(turn);
  if (state.doubt === "late") return wait(growing(turn));
  return wait(Math.min(pollMs(turn), Math.max(0, timeoutMs(turn) - sinceIssue(turn))));
}

function onIdle(turn: Turn, seen: Seen, isOver: boolean): Action {
  const { clock, state } = turn;
  if (state.doubt === "refused") return leave(turn);
  state.idle += 1;
  if (state.doubt === "late") {
    const isQuiet = clock.waitedMs - state.marks.doubted >= settleMs(turn) && state.idle > 1;
    if (seen.transfer === "none" && isQuiet) return leave(turn);
    return isOver ? endUnknown(turn) : wait(growing(turn));
  }
  const mayRepeat = state.issues < MOST_ISSUES && state.cancelledBy === null;
  // Where the contact centre does not say whether there is a transfer, one that waits looks like none: it gets its whole time.
  const settle = seen.transfer === null ? Math.max(settleMs(turn), timeoutMs(turn)) : settleMs(turn);
  const left = Math.max(settle - sinceIssue(turn), mayRepeat ? state.marks.until - clock.waitedMs : 0);
  const isSettled = left <= 0 && state.idle > settle / pollMs(turn);
  if (!isSettled)
    return isOver ? endUnknown(turn) : wait(left > 0 ? Math.min(left, pollMs(turn)) : pollMs(turn));
  if (!mayRepeat) return leave(turn);
  // Should the write be held back, its waits grow from the beginning.
  state.tries = 0;
  note(turn, "reconciled", "Read: the call is not being transferred, so the same is issued once more.", {
    facts: { carriedOut: false },
  });
  return issue(turn);
}

/** Nothing is under way. */
function leave(turn: Turn): Action {
  const { state } = turn;
  const reason: Reason = state.givenUp ?? { code: "not_carried_out", text: "Not carried out." };
  if (state.doubt !== "refused")
    note(turn, "reconciled", `Read: ${reason.text}`, { reason: reason.code, facts: { carriedOut: false } });
  return state.doubt === "refused" ? notCarriedOut(turn, reason) : giveUp(turn, reason);
}

export function endUnknown(turn: Turn): Action {
  const text = `The contact centre did not say within ${spanInWords(unknownMs(turn))} what became of the call.`;
  return end(turn, "unknown", { code: "timed_out", text }, text);
}
