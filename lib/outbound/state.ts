import type { DialReading, DialState } from "#lib/cxone/outbound/outbound.ts";
import type { Handle, WriteAnswer } from "#lib/cxone/voice/state.ts";
import { pauseMs, type Readiness } from "./lists/state.ts";
import { FINAL, WORDS } from "./mapping.ts";

/**
 * `waiting`: a row of a list whose turn has not come; `placing`: to be dialled; `sending`: on its way, which is on disk before it goes out; `unknown`: nobody knows whether it was
 * placed, and it is looked up; `following`: placed.
 */
export const CALL_PHASES = ["waiting", "placing", "sending", "unknown", "following", "done"] as const;
export type CallPhase = (typeof CALL_PHASES)[number];

/** `refused`: the contact centre said no; `not_placed`: surely not dialled; `unknown`: nobody can say. */
export const OUTCOMES = [
  "answered",
  "no_answer",
  "busy",
  "failed",
  "refused",
  "not_placed",
  "unknown",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Everything that is remembered of a call between two looks. JSON. */
export type CallRunState = {
  phase: CallPhase;
  /** A row of a list: what holds it back makes it wait, however long that takes. */
  ofList: boolean;
  handle: Handle | null;
  /** What was read last. */
  seen: DialState | null;
  /** True once somebody has answered. */
  answered: boolean;
  /** Times that it was held back before it was sent; looks without news; waitedMs when this phase began. */
  holds: number;
  looks: number;
  since: number;
  outcome: Outcome | null;
  reason: string | null;
  disposition: string | null;
  talkMs: number | null;
  vendorRequestId: string | null;
};

export type CallAction =
  /** The only write. The state that comes with it is stored first. */
  | { do: "dial" }
  /** Whether the turn of a row has come. */
  | { do: "check" }
  | { do: "read" }
  | { do: "wait"; ms: number }
  | { do: "nothing" };

export type CallHeard =
  | { heard: "started" }
  | { heard: "due" }
  /** Another process carries on, and what was in flight is not known. */
  | { heard: "resumed" }
  | { heard: "checked"; readiness: Readiness }
  | { heard: "dialled"; answer: WriteAnswer }
  | { heard: "read"; reading: DialReading };

export type CallTimelineEvent = {
  at: string;
  kind:
    | "requested"
    | "placed"
    | "held_back"
    | "refused"
    | "unclear"
    | "state"
    | "looked"
    | "ended"
    | "resumed";
  text: string;
  facts?: Readonly<Record<string, unknown>> | undefined;
};

export type CallDecision = { state: CallRunState; action: CallAction; events: CallTimelineEvent[] };

/** How long a call that is held back is tried (P-30), looked for after a lost answer (P-32), rung, and followed. */
export const HOLD_MS = 2 * 60_000;
export const LOOK_FOR_MS = 2 * 60_000;
export const RING_MS = 5 * 60_000;
export const FOLLOW_MS = 4 * 3_600_000;
/** P-30: never at once again. */
const LEAST_HOLD_MS = 5_000;
/** Bounds a call whose clock stands still. */
const MOST_LOOKS = 5_000;

export const newCall = ({ ofList = false } = {}): CallRunState => ({
  phase: ofList ? "waiting" : "placing",
  ofList,
  handle: null,
  seen: null,
  answered: false,
  holds: 0,
  looks: 0,
  since: 0,
  outcome: null,
  reason: null,
  disposition: null,
  talkMs: null,
  vendorRequestId: null,
});

type Turn = { state: CallRunState; events: CallTimelineEvent[]; clock: { now: Date; waitedMs: number } };

/**
 * What is done next with a call, from what was heard of it. It is dialled once: what may have been dialled is looked up and
 * never dialled again by itself (P-32). Pure.
 */
export function decideCall(
  before: CallRunState,
  heard: CallHeard,
  clock: { now: Date; waitedMs: number },
): CallDecision {
  const turn: Turn = { state: { ...before }, events: [], clock };
  const action = before.phase === "done" ? { do: "nothing" as const } : next(turn, heard);
  return { state: turn.state, action, events: turn.events };
}

function next(turn: Turn, heard: CallHeard): CallAction {
  const { state } = turn;
  switch (heard.heard) {
    case "started":
      return begin(turn);
    case "due":
    case "resumed": {
      const resumed = heard.heard === "resumed";
      if (resumed) note(turn, "resumed", "Another process carries on.");
      if (isAhead(state)) return begin(turn);
      if (state.phase !== "sending") return { do: "read" };
      // A look that never reported: what was sent before it is not known.
      const lost = "The answer to the call is lost.";
      return doubt(turn, resumed ? "Patchbay stopped while the call was on its way." : lost);
    }
    case "checked":
      return onChecked(turn, heard.readiness);
    case "dialled":
      return onDialled(turn, heard.answer);
    case "read":
      return onRead(turn, heard.reading);
  }
}

/** Not on its way yet. */
const isAhead = ({ phase }: CallRunState) => phase === "waiting" || phase === "placing";

const begin = (turn: Turn): CallAction => (turn.state.phase === "waiting" ? { do: "check" } : send(turn));

function onChecked(turn: Turn, readiness: Readiness): CallAction {
  if (readiness.ready === "yes") return send(turn);
  return readiness.ready === "never"
    ? end(turn, "not_placed", readiness.reason)
    : holdBack(turn, readiness.reason);
}

/** A row stays in its place and is looked at less and less often; each reason is told once. */
function holdBack(turn: Turn, reason: string, leastMs = 0): CallAction {
  const { state } = turn;
  if (state.reason !== reason) note(turn, "held_back", reason);
  state.holds = state.reason === reason ? state.holds + 1 : 1;
  Object.assign(state, { phase: "waiting", reason } satisfies Partial<CallRunState>);
  return { do: "wait", ms: pauseMs(state.holds, leastMs) };
}

function send(turn: Turn): CallAction {
  turn.state.phase = "sending";
  return { do: "dial" };
}

function onDialled(turn: Turn, answer: WriteAnswer): CallAction {
  const { state, clock } = turn;
  switch (answer.result) {
    case "accepted": {
      enter(turn, "following");
      state.handle = answer.handle ?? null;
      state.vendorRequestId = answer.requestId;
      const request = answer.requestId ? `, request ${answer.requestId}` : "";
      note(turn, "placed", `CXone took the call${request}.`, answer);
      return { do: "wait", ms: 1_000 };
    }
    case "refused":
      note(turn, "refused", `${answer.message} ${answer.fix}`.trim(), answer);
      return end(turn, "refused", answer.message);
    case "not_sent": {
      if (state.ofList) return holdBack(turn, answer.message, answer.retryAfterMs ?? 0);
      if (clock.waitedMs - state.since >= HOLD_MS || state.holds >= MOST_LOOKS) {
        note(turn, "held_back", `Not placed within 2 min: ${answer.message}`, answer);
        return end(turn, "not_placed", answer.message);
      }
      state.phase = "placing";
      state.holds += 1;
      const ms = Math.min(
        Math.max(answer.retryAfterMs ?? LEAST_HOLD_MS * state.holds, LEAST_HOLD_MS),
        60_000,
      );
      const seconds = Math.ceil(ms / 1_000);
      note(turn, "held_back", `Not placed yet: ${answer.message} Next try in ${seconds} s.`, answer);
      return { do: "wait", ms };
    }
    case "unclear":
      note(turn, "unclear", answer.message, answer);
      return doubt(turn, null);
  }
}

/** From here on it is only looked up. */
function doubt(turn: Turn, text: string | null): CallAction {
  enter(turn, "unknown");
  if (text !== null)
    note(turn, "unclear", `${text} It may have been placed, so it is looked up and not dialled again.`);
  return { do: "read" };
}

function onRead(turn: Turn, reading: DialReading): CallAction {
  const { state } = turn;
  state.looks += 1;
  switch (reading.result) {
    case "cannot_tell":
      note(turn, "looked", reading.message);
      return end(
        turn,
        state.phase === "unknown" ? "unknown" : state.answered ? "answered" : "unknown",
        "CXone does not say how the call went. Ask the agent.",
      );
    case "failed":
      return later(turn, reading.retryAfterMs);
    case "none":
      if (state.looks === 1) note(turn, "looked", "CXone shows no such call yet.");
      return later(turn, null);
    case "read":
      return onState(turn, reading);
  }
}

function onState(turn: Turn, reading: Extract<DialReading, { result: "read" }>): CallAction {
  const { state } = turn;
  if (state.phase === "unknown") {
    enter(turn, "following");
    note(turn, "looked", "The call was placed: CXone shows it.");
  }
  if (reading.handle) state.handle = reading.handle;
  if (reading.state !== state.seen) {
    state.seen = reading.state;
    state.since = turn.clock.waitedMs;
    note(turn, "state", WORDS[reading.state], { state: reading.state, disposition: reading.disposition });
  }
  state.answered ||= reading.state === "connected" || (reading.talkMs ?? 0) > 0;
  state.disposition = reading.disposition ?? state.disposition;
  state.talkMs = reading.talkMs ?? state.talkMs;
  const outcome =
    reading.state === "ended" ? (state.answered ? "answered" : "no_answer") : FINAL[reading.state];
  return outcome ? end(turn, outcome, WORDS[reading.state]) : later(turn, null);
}

/** Looks again, less often as time goes by, until it has been too long. */
function later(turn: Turn, retryAfterMs: number | null): CallAction {
  const { state, clock } = turn;
  const waited = clock.waitedMs - state.since;
  const bound = state.phase === "unknown" ? LOOK_FOR_MS : state.seen === "connected" ? FOLLOW_MS : RING_MS;
  if (waited >= bound || state.looks >= MOST_LOOKS) {
    const text =
      state.phase === "unknown"
        ? "CXone showed no such call for 2 min. It was probably not placed; ask the agent before you call again."
        : "CXone did not say how the call ended. Ask the agent.";
    return end(turn, state.answered ? "answered" : "unknown", text);
  }
  const pace = state.seen === "connected" ? 10_000 : waited < 30_000 ? 2_000 : 5_000;
  return { do: "wait", ms: Math.min(Math.max(pace, retryAfterMs ?? 0), 60_000) };
}

function enter(turn: Turn, phase: CallPhase): void {
  turn.state.phase = phase;
  turn.state.since = turn.clock.waitedMs;
  turn.state.looks = 0;
}

function end(turn: Turn, outcome: Outcome, reason: string): CallAction {
  Object.assign(turn.state, { phase: "done", outcome, reason } satisfies Partial<CallRunState>);
  note(turn, "ended", reason, { outcome });
  return { do: "nothing" };
}

function note(
  turn: Turn,
  kind: CallTimelineEvent["kind"],
  text: string,
  facts?: CallTimelineEvent["facts"],
): void {
  turn.events.push({
    at: turn.clock.now.toISOString(),
    kind,
    text,
    ...(facts ? { facts: { ...facts } } : {}),
  });
}
