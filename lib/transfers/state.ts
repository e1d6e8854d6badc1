import type { CallState, Handle, Observation, Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import type { Outcome } from "./schema.ts";

/** Where a run is. `issuing` and `joining` are on disk before the write goes out, so that a crash leads to a look, not a repeat. */
export type Phase = "checking" | "issuing" | "watching" | "joining" | "reconciling" | "closing" | "done";

/** Everything that is remembered of a transfer between two looks. JSON. */
export type TransferState = {
  phase: Phase;
  /** Place in the chain: 0 is the first route; the number of routes is voicemail. */
  step: number;
  /** How often this step was issued. */
  issues: number;
  requestId: string | null;
  handle: Handle | null;
  callState: CallState | null;
  /** Who has the call, where known (T-51). */
  agent: { id: string; name: string | null } | null;
  /** True from the time-out or a lost answer on, until a reading settles it (T-31). */
  unknown: boolean;
  /** Why the step before this one came to nothing; the first such reason is the transfer's reason. */
  reason: Reason | null;
  outcome: Outcome | null;
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

/** The clock of a decision: the time of day for opening hours, and how long this phase has waited, which never runs backwards. */
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
