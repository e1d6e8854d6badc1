import type { WriteAnswer } from "#lib/cxone/voice/state.ts";
import { giveUp, note, type Turn, wait } from "../chain/state.ts";
import { doubt, growing, notAnswered, read, settleMs, sinceIssue } from "../doubt/state.ts";
import type { Action, Reason } from "../state.ts";
import { capitalised, stepInWords } from "../words/mapping.ts";

/**
 * Takes back a leg that nobody has taken by the time-out, so that the next target gets its turn while the caller is still there.
 * Until that is answered the step is in doubt, as after any time-out: the leg may be taken at this very moment.
 */
export function withdraw(turn: Turn): Action {
  const { policy, state } = turn;
  if (state.doubt !== "late") {
    const text = `Not answered within ${policy.watch.timeoutSeconds} s; read again: ${state.callState}. It is taken back.`;
    note(turn, "timed_out", text, { reason: "timed_out" });
    doubt(turn, "late", notAnswered(turn));
  }
  state.phase = "withdrawing";
  state.withdrawn = "asked";
  return { do: "withdraw", step: state.step };
}

/** The last leg has failed and nothing follows: the caller, who is on hold for it, is given back to the agent before it ends. */
export function giveBack(turn: Turn, reason: Reason): Action {
  doubt(turn, "late", reason);
  turn.state.phase = "withdrawing";
  turn.state.withdrawn = "asked";
  return { do: "withdraw", step: turn.state.step };
}

/** Whatever came of it is seen by a look, at once the first time: where it was not done, the leg may have been taken. */
export function onWithdrawn(turn: Turn, answer: WriteAnswer): Action {
  const { clock, policy, state } = turn;
  state.phase = "reconciling";
  if (answer.result === "accepted") {
    const reason = state.givenUp ?? notAnswered(turn);
    const what = reason.code === "timed_out" ? "was taken back" : "came to nothing";
    const text = `${capitalised(stepInWords(policy, state.step))} ${what}; the caller is with the agent again.`;
    note(turn, "withdrawn", text, { reason: reason.code, facts: { afterMs: sinceIssue(turn) } });
    state.withdrawn = "done";
    state.marks.until = clock.waitedMs + settleMs(turn);
    return read(turn);
  }
  if (state.tries > 0) {
    const retryAfter = answer.result === "not_sent" ? (answer.retryAfterMs ?? 0) : 0;
    return wait(Math.min(60_000, Math.max(growing(turn), retryAfter)));
  }
  const kind =
    answer.result === "refused" ? "refused" : answer.result === "not_sent" ? "held_back" : "unclear";
  note(turn, kind, `Not taken back yet: ${answer.message}`, { facts: { ...answer, of: "withdraw" } });
  state.tries += 1;
  return read(turn);
}

/** Nothing of the leg is left. */
export function leaveTakenBack(turn: Turn): Action {
  // So that a reading that lags is not taken for the failure of the next step.
  turn.state.callState = "FAILED";
  return giveUp(turn, turn.state.givenUp ?? notAnswered(turn));
}
