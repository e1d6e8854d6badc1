import type { CallState, Handle, Observation, Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import type { Outcome } from "./schema.ts";

/**
 * Where a run is. `issuing` and `joining` are on disk before the write goes out, so that a crash leads to a look, not a
 * repeat. `held`: nothing is under way, and the same step is issued when the wait is over.
 */
export type Phase =
  | "checking"
  | "issuing"
  | "held"
  | "watching"
  | "joining"
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
  /** Whether the last look failed, so that a row of failures is one line of the timeline. */
  blind: boolean;
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
  | { heard: "issued" | "joined"; answer: WriteAnswer }
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
