import type { Observation } from "#lib/cxone/voice/state.ts";
import { judge, judgeHours } from "../eligibility/state.ts";
import type { Outcome, PolicyBody } from "../schema.ts";
import type { Action, Clock, Reason, TimelineEvent, TransferState } from "../state.ts";
import { capitalised, stepInWords } from "../words/mapping.ts";

/** One decision while it is made: the state is a copy that may be changed, events are added to. */
export type Turn = {
  readonly policy: PolicyBody;
  readonly clock: Clock;
  readonly state: TransferState;
  readonly events: TimelineEvent[];
};

type Noted = Pick<TimelineEvent, "reason" | "facts">;

/** Adds a line to the timeline. */
export function note(turn: Turn, kind: TimelineEvent["kind"], text: string, more: Noted = {}): void {
  const { clock, state, events } = turn;
  events.push({ at: clock.now.toISOString(), step: state.step, kind, text, ...more });
}

export const wait = (ms: number): Action => ({ do: "wait", ms: Math.max(250, Math.round(ms)) });

export const isVoicemail = ({ policy, state }: Turn): boolean => state.step >= policy.routes.length;

/** Begins a step: its hours are known without a look; voicemail is asked nothing (T-40). */
export function enterStep(turn: Turn, step: number): Action {
  const { policy, clock, state } = turn;
  Object.assign(state, {
    phase: "checking",
    step,
    issues: 0,
    requestId: null,
    handle: null,
    unknown: false,
    doubt: null,
    givenUp: null,
    marks: { held: null, issued: clock.waitedMs, doubted: clock.waitedMs, until: clock.waitedMs },
    tries: 0,
    looks: 0,
    blind: false,
    withdrawn: "no",
  } satisfies Partial<TransferState>);
  const route = policy.routes[step];
  if (!route) {
    note(turn, "voicemail", capitalised(stepInWords(policy, step)));
    return issue(turn);
  }
  if (step > 0) note(turn, "fallback", `Fallback ${step}: ${stepInWords(policy, step)}`);
  const closed = judgeHours(route, clock.now);
  if (!closed) return { do: "check", step };
  note(turn, "ineligible", closed.reason.text, { reason: closed.reason.code, facts: closed.seen });
  return giveUp(turn, closed.reason);
}

/** What the look-up said about the step; a look-up that failed passes it over and never ends the transfer (T-41). */
export function onChecked(
  turn: Turn,
  observation: Observation | { failed: { code: string; message: string } },
): Action {
  const { policy, clock, state } = turn;
  const route = policy.routes[state.step];
  if (!route) return issue(turn);
  if ("failed" in observation) {
    const text = `Could not be looked up: ${observation.failed.message}`;
    note(turn, "ineligible", text, { reason: "look_up_failed", facts: observation });
    return giveUp(turn, { code: "look_up_failed", text });
  }
  const verdict = judge(route, observation, clock.now);
  if (verdict.eligible) {
    note(turn, "eligible", verdict.text, { facts: verdict.seen });
    return issue(turn);
  }
  note(turn, "ineligible", verdict.reason.text, { reason: verdict.reason.code, facts: verdict.seen });
  return giveUp(turn, verdict.reason);
}

/** The one place where a write is asked for. Its state is stored first: a crash from here on leads to a look. */
export function issue(turn: Turn): Action {
  const { state, clock } = turn;
  if (state.cancelledBy !== null) return endCancelled(turn);
  Object.assign(state, {
    phase: "issuing",
    issues: state.issues + 1,
    attempts: state.attempts + 1,
    requestId: null,
    handle: null,
    unknown: false,
    doubt: null,
    givenUp: null,
    blind: false,
    failedBefore: state.callState === "FAILED",
  } satisfies Partial<TransferState>);
  state.marks.issued = clock.waitedMs;
  return { do: "issue", step: state.step };
}

/** Leaves a step of which nothing is under way: for the next one, or for the end where there is none. */
export function giveUp(turn: Turn, reason: Reason): Action {
  const { policy, state } = turn;
  state.reason ??= reason;
  if (state.cancelledBy !== null) return endCancelled(turn);
  if (!isVoicemail(turn)) return enterStep(turn, state.step + 1);
  return end(
    turn,
    "failed",
    state.reason,
    `Nothing took the call: ${stepInWords(policy, state.step)} failed too.`,
  );
}

export const endCancelled = (turn: Turn): Action => {
  const text = `Cancelled by ${turn.state.cancelledBy}.`;
  return end(turn, "cancelled", { code: "cancelled", text }, text);
};

/** The target of this step has the call. */
export function endConnected(turn: Turn): Action {
  const { policy, state } = turn;
  const to = stepInWords(policy, state.step);
  if (isVoicemail(turn)) return end(turn, "voicemail", state.reason, `Ended in ${to}.`);
  const agent = state.agent?.name ? ` (${state.agent.name})` : "";
  return end(turn, state.step === 0 ? "connected" : "fallback", state.reason, `Connected to ${to}${agent}.`);
}

export function end(turn: Turn, outcome: Outcome, reason: Reason | null, text: string): Action {
  Object.assign(turn.state, {
    phase: "closing",
    outcome,
    reason,
    unknown: outcome === "unknown",
    doubt: null,
    givenUp: null,
    tries: 0,
  } satisfies Partial<TransferState>);
  const afterMs = Math.max(0, turn.clock.waitedMs - turn.state.marks.issued);
  note(turn, "ended", text, { reason: reason?.code, facts: { outcome, afterMs } });
  return { do: "collect" };
}
