import type { Turn } from "../chain/state.ts";
import type { Action, Doubt, Reason } from "../state.ts";
import { capitalised, stepInWords } from "../words/mapping.ts";

/* How long things may take, and what it means that one took longer: from then on only readings tell. */

export const pollMs = ({ policy }: Turn) => policy.watch.pollSeconds * 1_000;
export const timeoutMs = ({ policy }: Turn) => policy.watch.timeoutSeconds * 1_000;
export const unknownMs = ({ policy }: Turn) => policy.watch.unknownMinutes * 60_000;
/** How long a lost write may take to show: nothing is issued again before. */
export const settleMs = (turn: Turn) => Math.max(2 * pollMs(turn), 10_000);
export const sinceIssue = ({ clock, state }: Turn) => Math.max(0, clock.waitedMs - state.marks.issued);

/** Why a step is left whose leg was taken back. */
export const notAnswered = ({ policy, state }: Turn): Reason => ({
  code: "timed_out",
  text: `${capitalised(stepInWords(policy, state.step))} did not answer within ${policy.watch.timeoutSeconds} s.`,
});

/** A write went out and nobody knows what came of it: the call is read before anything is issued again. */
export const lost = (turn: Turn): Action =>
  doubt(turn, "lost", {
    code: "not_carried_out",
    text: "Not carried out: the contact centre shows no such transfer.",
  });

export function doubt(turn: Turn, why: Doubt, givenUp: Reason): Action {
  const { clock, state } = turn;
  Object.assign(state, {
    phase: "reconciling",
    doubt: why,
    unknown: why !== "refused",
    givenUp,
    tries: 0,
    idle: 0,
  });
  state.marks.doubted = clock.waitedMs;
  return read(turn);
}

export const read = ({ state }: Turn): Action => ({ do: "read", step: state.step });

const GROWING_MS = [5_000, 10_000, 20_000, 40_000, 60_000] as const;
export function growing({ state }: Turn): number {
  const ms = GROWING_MS[Math.min(state.tries, GROWING_MS.length - 1)] ?? 60_000;
  state.tries += 1;
  return ms;
}
