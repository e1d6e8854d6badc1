import type { CallState, Handle, Observation, Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import { MOST_LOOKS, onIssued, onJoined, onWatched, timeOut } from "./attempt/state.ts";
import { endCancelled, enterStep, issue, note, onChecked, type Turn, wait } from "./chain/state.ts";
import { lost, read } from "./doubt/state.ts";
import { endUnknown, onReconciled } from "./reconcile/state.ts";
import type { Outcome, PolicyBody } from "./schema.ts";
import { onWithdrawn } from "./withdrawal/state.ts";
import { stepInWords } from "./words/mapping.ts";

/**
 * Where a run is. `issuing`, `joining` and `withdrawing` are on disk before the write goes out, so that a crash leads to a
 * look, not a repeat. `held`: nothing is under way, and the same step is issued when the wait is over.
 */
export type Phase =
  | "checking"
  | "issuing"
  | "held"
  | "watching"
  | "joining"
  | "withdrawing"
  | "reconciling"
  | "closing"
  | "done";

/**
 * Why a run is reconciling. `lost`: a write may or may not have been carried out. `late`: it was, and nothing came of it
 * in time. `refused`: it was not, and the refusal may mean that the call itself is gone or is being transferred already.
 */
export type Doubt = "lost" | "late" | "refused";

/** Everything that is remembered of a transfer between two looks. JSON. */
export type TransferState = {
  phase: Phase;
  /** Place in the chain: 0 is the first route; the number of routes is voicemail. */
  step: number;
  /** How often this step was issued, and how often any was. What was surely not sent does not count. */
  issues: number;
  attempts: number;
  requestId: string | null;
  handle: Handle | null;
  callState: CallState | null;
  /** Who has the call, where known (T-51). */
  agent: { id: string; name: string | null } | null;
  /** True from the time-out or a lost answer on, until a reading settles it (T-31). */
  unknown: boolean;
  doubt: Doubt | null;
  /**
   * Why the first step came to nothing; once ended, the reason of the whole: that one, or how it ended where it ended
   * disconnected, unknown or cancelled. Null when the first target has the call.
   */
  reason: Reason | null;
  outcome: Outcome | null;
  /** Who asked that no further step begins. */
  cancelledBy: string | null;
  /** Why this step is given up as soon as it is sure that nothing is under way. */
  givenUp: Reason | null;
  /** Readings of `waitedMs`: when this step was first held back, when it was issued, when doubt arose, when to go on. */
  marks: { held: number | null; issued: number; doubted: number; until: number };
  /** Waits in a row that grow, and looks at this step: they bound it even where the clock stands still. */
  tries: number;
  looks: number;
  /** Looks since doubt arose that showed no transfer: a clock that jumps ahead adds none. */
  idle: number;
  /** Whether the last look failed, so that a row of failures is one line of the timeline. */
  blind: boolean;
  /** Whether the leg of this step was asked back, so that it has failed by our doing, and whether the answer was good. */
  withdrawn: "no" | "asked" | "done";
  /** The call showed FAILED when this step was issued, and shows nothing else yet: that may be the step before. */
  failedBefore: boolean;
};

export const REASONS = [
  "closed",
  "no_campaign",
  "campaign_inactive",
  "queue_inactive",
  "queue_unknown",
  "no_agent",
  "look_up_failed",
  "refused",
  "unreachable",
  "call_failed",
  "caller_hung_up",
  "not_carried_out",
  "timed_out",
  "cancelled",
] as const;
export type ReasonCode = (typeof REASONS)[number];
/** Why, as a code to filter by and a sentence to read. */
export type Reason = { code: ReasonCode; text: string };

/** What is done next. */
export type Action =
  /** Read what eligibility needs of this step, then tell `checked`. */
  | { do: "check"; step: number }
  /** Write. The state that comes with it is stored first. Then tell `issued`. */
  | { do: "issue"; step: number }
  | { do: "join"; step: number }
  | { do: "withdraw"; step: number }
  /** Read the call, then tell `read`. */
  | { do: "read"; step: number }
  /** Nothing until so much time has passed, then tell `due`. */
  | { do: "wait"; ms: number }
  /** Presence and metrics, which keep nobody from closing; then tell `collected`. */
  | { do: "collect" }
  /** What was planned before goes on as planned, or nothing is left to do (phase done). */
  | { do: "nothing" };

/** What happened since. */
export type Heard =
  | { heard: "started" }
  | { heard: "due" }
  /** Another process carries on, and what was in flight is not known. */
  | { heard: "resumed" }
  | { heard: "cancel"; by: string }
  | { heard: "checked"; observation: Observation | { failed: { code: string; message: string } } }
  | { heard: "issued" | "joined" | "withdrawn"; answer: WriteAnswer }
  | { heard: "read"; reading: Reading }
  | { heard: "collected" };

/**
 * The clock of a decision: the time of day, for opening hours and the timeline, and how many milliseconds the transfer has
 * been waiting since it started. `waitedMs` is counted up look by look over the whole transfer, is never set back, and
 * never runs backwards whatever the time of day does.
 */
export type Clock = { now: Date; waitedMs: number };

/** A line of the timeline. `step` as in the state; `facts` are what was seen, for reading and for replay. */
export type TimelineEvent = {
  at: string;
  step: number;
  kind:
    | "requested"
    | "eligible"
    | "ineligible"
    | "initiated"
    | "state"
    | "joined"
    | "refused"
    | "held_back"
    | "unclear"
    | "look_failed"
    | "timed_out"
    | "withdrawn"
    | "reconciled"
    | "fallback"
    | "voicemail"
    | "ended"
    | "presence"
    | "metrics"
    | "resumed"
    | "cancel_asked";
  text: string;
  reason?: ReasonCode | undefined;
  facts?: Readonly<Record<string, unknown>> | undefined;
};

export type Decision = { state: TransferState; action: Action; events: TimelineEvent[] };

/** A transfer that nobody has looked at yet; `started` is what it hears first. */
export const begin = (): TransferState => ({
  phase: "checking",
  step: 0,
  issues: 0,
  attempts: 0,
  requestId: null,
  handle: null,
  callState: null,
  agent: null,
  unknown: false,
  doubt: null,
  reason: null,
  outcome: null,
  cancelledBy: null,
  givenUp: null,
  marks: { held: null, issued: 0, doubted: 0, until: 0 },
  tries: 0,
  looks: 0,
  idle: 0,
  blind: false,
  withdrawn: "no",
  failedBefore: false,
});

/**
 * What a transfer does next, and why. Pure: the state that comes back is stored, with its events, before the action is
 * carried out. What is heard out of turn, such as the answer of a process that was given up, changes nothing but leads to
 * what a process that takes over would do: a write is never asked for twice.
 */
export function decide(policy: PolicyBody, state: TransferState, heard: Heard, clock: Clock): Decision {
  const turn: Turn = { policy, clock, state: { ...state, marks: { ...state.marks } }, events: [] };
  const action = react(turn, heard);
  return { state: turn.state, action, events: turn.events };
}

function react(turn: Turn, heard: Heard): Action {
  const { state, policy } = turn;
  const { phase } = state;
  if (phase === "done") return { do: "nothing" };
  switch (heard.heard) {
    case "started":
      if (phase !== "checking" || state.step > 0) return carryOn(turn);
      note(turn, "requested", `Transfer to ${stepInWords(policy, 0)} requested.`);
      return enterStep(turn, 0);
    case "cancel":
      return onCancel(turn, heard.by);
    case "checked":
      return phase === "checking" ? onChecked(turn, heard.observation) : carryOn(turn);
    case "issued":
      return phase === "issuing" ? onIssued(turn, heard.answer) : carryOn(turn);
    case "joined":
      return phase === "joining" ? onJoined(turn, heard.answer) : carryOn(turn);
    case "withdrawn":
      return phase === "withdrawing" ? onWithdrawn(turn, heard.answer) : carryOn(turn);
    case "read":
      state.looks += 1;
      if (phase === "watching") return onWatched(turn, heard.reading);
      return phase === "reconciling" ? onReconciled(turn, heard.reading) : carryOn(turn);
    case "due":
      return phase === "held" ? issue(turn) : carryOn(turn);
    case "resumed":
      return onResumed(turn);
    case "collected":
      if (phase !== "closing") return carryOn(turn);
      state.phase = "done";
      return { do: "nothing" };
  }
}

/** What a process does that finds the transfer as it is, without knowing what the one before it had in flight. */
function carryOn(turn: Turn): Action {
  const { state, clock } = turn;
  switch (state.phase) {
    case "checking":
      return { do: "check", step: state.step };
    case "held":
      return wait(state.marks.until - clock.waitedMs);
    case "issuing":
      state.marks.issued = clock.waitedMs;
      note(turn, "resumed", RESUMED, { facts: { result: "unclear" } });
      return lost(turn);
    case "joining":
    case "withdrawing":
      state.phase = state.doubt ? "reconciling" : "watching";
      return read(turn);
    case "watching":
    case "reconciling":
      return read(turn);
    case "closing":
      // Presence and metrics keep nobody from closing.
      state.tries += 1;
      if (state.tries < MOST_COLLECTIONS) return { do: "collect" };
      state.phase = "done";
      return { do: "nothing" };
    case "done":
      return { do: "nothing" };
  }
}
const MOST_COLLECTIONS = 3;

/** A look that takes its process down with it is not repeated for ever: 20 of them are as many as 1,500 that came back. */
const LOOKS_OF_A_CRASH = MOST_LOOKS / 20;

function onResumed(turn: Turn): Action {
  const { state } = turn;
  if (state.phase === "closing" || state.phase === "issuing") return carryOn(turn);
  note(turn, "resumed", "Another process carries on.");
  state.looks += LOOKS_OF_A_CRASH;
  if (state.looks < MOST_LOOKS) return carryOn(turn);
  switch (state.phase) {
    case "checking":
      return onChecked(turn, { failed: { code: "no_answer", message: "The look-up never came back." } });
    case "held":
      return issue(turn);
    case "watching":
      return timeOut(turn);
    case "reconciling":
      return endUnknown(turn);
    default:
      return carryOn(turn);
  }
}
const RESUMED =
  "Another process carries on. Whether the transfer was issued is not known, so the call is read first.";

function onCancel(turn: Turn, by: string): Action {
  const { state } = turn;
  if (state.phase === "closing" || state.cancelledBy !== null) return { do: "nothing" };
  state.cancelledBy = by;
  if (state.phase === "checking" || state.phase === "held") return endCancelled(turn);
  note(turn, "cancel_asked", `${by} asked to cancel: what is under way goes on, no further step begins.`, {
    facts: { phase: state.phase },
  });
  return { do: "nothing" };
}
