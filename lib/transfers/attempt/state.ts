import type { Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import { end, endConnected, giveUp, isVoicemail, note, type Turn, wait } from "../chain/state.ts";
import {
  doubt,
  growing,
  lost,
  notAnswered,
  pollMs,
  read,
  settleMs,
  sinceIssue,
  timeoutMs,
  unknownMs,
} from "../doubt/state.ts";
import type { Action, Reason } from "../state.ts";
import { giveBack, withdraw } from "../withdrawal/state.ts";
import { capitalised, fieldInWords, placeInWords, spanInWords, stepInWords } from "../words/mapping.ts";

/** T-74: after a 5xx the same is not asked again before so long. */
const AFTER_SERVER_ERROR_MS = 30_000;
/** Issues of one step: the second only when the first was surely not carried out. */
export const MOST_ISSUES = 2;
/** Looks at one step. Time ends it long before, unless the clock stands still. */
export const MOST_LOOKS = 1_500;
/** A refusal that may speak of the call, not of the target. */
const ABOUT_THE_CALL = new Set([404, 409, 410]);
const NOTED_HOLDS = 5;

/** What came of the write that sends the call to this step. */
export function onIssued(turn: Turn, answer: WriteAnswer): Action {
  const { clock, state } = turn;
  // From the answer on: the write itself may have hung for long.
  state.marks.issued = clock.waitedMs;
  switch (answer.result) {
    case "accepted":
      return onAccepted(turn, answer);
    case "refused": {
      const reason: Reason = { code: "refused", text: `Refused: ${answer.message}` };
      const field = answer.field && {
        field: `${placeInWords(turn.policy, state.step)}: ${fieldInWords(answer.field)}`,
      };
      note(turn, "refused", reason.text, { reason: "refused", facts: { ...answer, ...field } });
      const looksFirst = answer.status !== null && ABOUT_THE_CALL.has(answer.status);
      return looksFirst ? doubt(turn, "refused", reason) : notCarriedOut(turn, reason);
    }
    case "not_sent":
      return holdBack(turn, answer);
    case "unclear": {
      const isServerError = answer.status !== null && answer.status >= 500;
      note(
        turn,
        "unclear",
        `No clear answer: ${answer.message} The call is read before anything is issued again.`,
        {
          facts: answer,
        },
      );
      state.marks.until = clock.waitedMs + (isServerError ? AFTER_SERVER_ERROR_MS : 0);
      return lost(turn);
    }
  }
}

function onAccepted(turn: Turn, answer: Extract<WriteAnswer, { result: "accepted" }>): Action {
  const { policy, state } = turn;
  Object.assign(state, {
    phase: "watching",
    requestId: answer.requestId,
    handle: answer.handle ?? null,
    callState: answer.state ?? state.callState,
    tries: 0,
  } satisfies Partial<typeof state>);
  const route = policy.routes[state.step];
  const how = route?.transferType === "CONSULT" ? "Consult" : "Blind";
  const request = answer.requestId ? `, request ${answer.requestId}` : "";
  note(turn, "initiated", `${how} transfer to ${stepInWords(policy, state.step)} accepted${request}.`, {
    facts: {
      result: answer.result,
      requestId: answer.requestId,
      state: answer.state,
      target: route ?? policy.voicemail,
    },
  });
  // A handle means legs of our own, and the sooner they are joined, the shorter the caller hears nothing.
  return answer.handle ? read(turn) : wait(pollMs(turn));
}

/** Throttled or held back by the breaker: the same step again, as long as an attempt may take; voicemail for longer, as nothing comes after it. */
function holdBack(turn: Turn, answer: Extract<WriteAnswer, { result: "not_sent" }>): Action {
  const { clock, state } = turn;
  state.issues -= 1;
  state.attempts -= 1;
  state.looks += 1;
  state.marks.held ??= clock.waitedMs;
  const most = isVoicemail(turn) ? Math.max(timeoutMs(turn), unknownMs(turn)) : timeoutMs(turn);
  const left = most - (clock.waitedMs - state.marks.held);
  if (left <= 0 || state.looks >= MOST_LOOKS) {
    const text = `Not sent within ${spanInWords(most)}: ${answer.message}`;
    note(turn, "held_back", text, { reason: "unreachable", facts: answer });
    return giveUp(turn, { code: "unreachable", text });
  }
  const ms = Math.min(left, answer.retryAfterMs ?? Math.min(10_000, 1_000 * 2 ** state.tries));
  if (state.tries < NOTED_HOLDS)
    note(turn, "held_back", `Not sent: ${answer.message} Next try in ${spanInWords(Math.max(1_000, ms))}.`, {
      facts: answer,
    });
  return hold(turn, Math.max(1_000, ms));
}

function hold(turn: Turn, ms: number): Action {
  const { clock, state } = turn;
  state.phase = "held";
  state.tries += 1;
  state.marks.until = clock.waitedMs + ms;
  return wait(ms);
}

/** Sure that nothing is under way. Voicemail is tried once more, as nothing comes after it. */
export function notCarriedOut(turn: Turn, reason: Reason): Action {
  const { state } = turn;
  if (!isVoicemail(turn) || state.issues >= MOST_ISSUES || state.cancelledBy !== null)
    return giveUp(turn, reason);
  state.doubt = null;
  state.unknown = false;
  return hold(turn, pollMs(turn));
}

/** What a reading says on its own, whatever it is compared with. Null where it does not end or fail the step. */
export type Seen = Extract<Reading, { result: "read" }>;

/**
 * An end that may still be that of a transfer before this one, since readings lag: it is believed when it names this request,
 * or has stayed as long as a write takes to show.
 */
export function isStale(turn: Turn, { state, transfer, transferId }: Seen): boolean {
  const { requestId, failedBefore } = turn.state;
  const isNamed = Boolean(transferId && requestId);
  if (isNamed && transferId === requestId) return false;
  const isEarlier =
    isNamed || (state === "FAILED" && failedBefore) || (state === "CONNECTED" && transfer === "none");
  return (state === "FAILED" || state === "CONNECTED") && isEarlier && sinceIssue(turn) < settleMs(turn);
}

const changeInWords = ({ state }: Turn, seen: Seen) =>
  state.callState && state.callState !== seen.state ? `${state.callState} → ${seen.state}` : seen.state;

/** Takes down what a reading shows. */
export function takeDown(turn: Turn, seen: Seen): void {
  const { state } = turn;
  state.blind = false;
  state.handle = seen.handle ?? state.handle;
  // Whether a FAILED is that of this step is decided, and noted, by who knows.
  if (seen.state === "FAILED" || isStale(turn, seen)) return;
  if (seen.transfer !== "none") state.agent = seen.connectedTo ?? state.agent;
  state.failedBefore = false;
  if (seen.state === state.callState) return;
  const text = changeInWords(turn, seen);
  state.callState = seen.state;
  note(turn, "state", text, {
    facts: { state: seen.state, transfer: seen.transfer, agent: seen.connectedTo, afterMs: sinceIssue(turn) },
  });
}

export function takeDownFailure(turn: Turn, reading: Extract<Reading, { result: "failed" }>): void {
  if (!turn.state.blind)
    note(turn, "look_failed", `The call could not be read: ${reading.message}`, { facts: reading });
  turn.state.blind = true;
}

export function endHungUp(turn: Turn, message?: string): Action {
  const text = message ? `The call has ended: ${message}` : "The caller hung up.";
  return end(turn, "disconnected", { code: "caller_hung_up", text }, text);
}

/** A look at a transfer that was accepted, until it ends or the time is over (T-30, T-31). */
export function onWatched(turn: Turn, reading: Reading): Action {
  const { policy, state } = turn;
  const left = timeoutMs(turn) - sinceIssue(turn);
  const isLate = left <= 0 || state.looks >= MOST_LOOKS;
  if (reading.result === "gone") return endHungUp(turn, reading.message);
  if (reading.result === "failed") {
    takeDownFailure(turn, reading);
    if (isLate) return timeOut(turn);
    return wait(Math.min(left, Math.max(pollMs(turn), reading.retryAfterMs ?? 0)));
  }
  takeDown(turn, reading);
  if (reading.state === "DISCONNECTED") return endHungUp(turn);
  if (reading.state === "FAILED" && !isStale(turn, reading)) {
    const late = isLate ? ` (time-out ${policy.watch.timeoutSeconds} s, read again: FAILED)` : "";
    return failed(turn, "state", `${changeInWords(turn, reading)}${late}`);
  }
  // Who takes the leg at the last moment gets the call, unless joining has failed before.
  if (reading.join === "ready" && (!isLate || state.tries === 0)) return join(turn);
  if (reading.join === "wait" && isLate) return withdraw(turn);
  const isArrived = reading.state === "CONNECTED" && reading.join !== "ready";
  if (isArrived && !isStale(turn, reading)) return endConnected(turn);
  if (isLate) return timeOut(turn);
  return wait(Math.min(left, pollMs(turn)));
}

/** The step was carried out and nobody took the call. */
export function failed(turn: Turn, kind: "state" | "reconciled", text: string): Action {
  const { policy, state } = turn;
  state.callState = "FAILED";
  const reason: Reason =
    state.withdrawn !== "no"
      ? (state.givenUp ?? notAnswered(turn))
      : {
          code: "call_failed",
          text: `${capitalised(stepInWords(policy, state.step))} failed to take the call.`,
        };
  note(turn, kind, text, { reason: reason.code, facts: { state: "FAILED", afterMs: sinceIssue(turn) } });
  const isLast = isVoicemail(turn) || state.cancelledBy !== null;
  return isLast && state.handle !== null && state.withdrawn === "no"
    ? giveBack(turn, reason)
    : giveUp(turn, reason);
}

export function join(turn: Turn): Action {
  turn.state.phase = "joining";
  return { do: "join", step: turn.state.step };
}

/** T-31: the look at the time-out is the one more; from here on the outcome is unknown until a reading settles it. */
export function timeOut(turn: Turn): Action {
  const { policy, state } = turn;
  const text = `No end within ${policy.watch.timeoutSeconds} s; read again: ${state.blind ? "no answer" : state.callState}.`;
  note(turn, "timed_out", text, { reason: "timed_out" });
  doubt(turn, "late", {
    code: "not_carried_out",
    text: "The contact centre shows no transfer of the call any more.",
  });
  return wait(growing(turn));
}

/** What came of joining the legs. Whatever it was, the next reading shows whether they still have to be joined. */
export function onJoined(turn: Turn, answer: WriteAnswer): Action {
  const { state } = turn;
  state.phase = state.doubt ? "reconciling" : "watching";
  if (answer.result === "accepted") {
    state.handle = answer.handle ?? state.handle;
    note(turn, "joined", "The legs are joined.");
    return wait(pollMs(turn));
  }
  if (state.tries === 0) {
    const kind =
      answer.result === "refused" ? "refused" : answer.result === "not_sent" ? "held_back" : "unclear";
    note(turn, kind, `The legs are not joined yet: ${answer.message}`, { facts: { ...answer, of: "join" } });
  }
  const retryAfter = answer.result === "not_sent" ? (answer.retryAfterMs ?? 0) : 0;
  if (!state.doubt) state.tries += 1;
  return wait(Math.min(60_000, Math.max(pollMs(turn), retryAfter)));
}
