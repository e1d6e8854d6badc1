import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { Outcome, PolicyBody } from "../schema.ts";
import {
  type Action,
  begin,
  type Decision,
  decide,
  type Heard,
  type Reason,
  type ReasonCode,
  type TimelineEvent,
  type TransferState,
} from "../state.ts";
import { sceneOf } from "./mapping.ts";
import { mockUpstream } from "./mock-upstream/state.ts";
import type { Scenario } from "./schema.ts";

/** One thing that was done on the way. `afterMs` from the beginning. */
export type PathItem = {
  afterMs: number;
  step: number;
  /** What was done last before these lines: an action of the decision, or `start`. */
  did: Action["do"] | "start";
  events: TimelineEvent[];
};

export type Simulation =
  | {
      ok: true;
      path: PathItem[];
      timeline: TimelineEvent[];
      outcome: Outcome;
      /** Where it ended; the number of targets is voicemail. */
      step: number;
      reason: Reason | null;
      /** Why each target that was left was left, in the order of the chain. */
      passedOver: ReasonCode[];
      attempts: number;
      durationMs: number;
    }
  | { ok: false; error: { code: "unknown_call" | "endless"; message: string } };

/** Far more than the longest chain can take. */
const MOST_ACTIONS = 50_000;

/**
 * Tries a policy with a scenario (T-60): the decisions are those that real transfers are made by, the contact centre and the
 * clock are the scenario's, and it does what contact centres of the dialect do. Pure; nothing is called. A call that the scenario does not know is an error.
 */
export function simulate(dialect: Dialect, policy: PolicyBody, scenario: Scenario): Simulation {
  if (!scenario.calls.includes(scenario.callId)) {
    const message = `The simulator does not know the call ${scenario.callId}. Register it first.`;
    return { ok: false, error: { code: "unknown_call", message } };
  }
  const upstream = mockUpstream(dialect, policy, scenario);
  const path: PathItem[] = [];
  const clock = { base: Date.parse(scenario.at), waitedMs: 0 };
  let state = begin();

  const hear = (heard: Heard, did: PathItem["did"]): Action => {
    const made = decideAt(policy, scenario, state, heard, clock);
    const { step } = state;
    if (made.events.length > 0) path.push({ afterMs: clock.waitedMs, step, did, events: made.events });
    state = made.state;
    return made.action;
  };

  let action = hear({ heard: "started" }, "start");
  for (let actions = 0; state.phase !== "done" && actions < MOST_ACTIONS; actions++) {
    if (cancels(scenario, state, upstream.answeredAt(state.step))) {
      const instead = hear({ heard: "cancel", by: "a person" }, action.do);
      // What was under way goes on.
      if (instead.do !== "nothing") action = instead;
    }
    if (action.do === "wait") clock.waitedMs += action.ms;
    action = hear(upstream.perform(action, clock.waitedMs), action.do);
  }
  const { outcome, step, reason, attempts } = state;
  if (outcome === null)
    return { ok: false, error: { code: "endless", message: "The simulation does not come to an end." } };
  const timeline = path.flatMap(({ events }) => events);
  return {
    ok: true,
    path,
    timeline,
    outcome,
    step,
    reason,
    passedOver: passedOverIn(timeline, step),
    attempts,
    durationMs: clock.waitedMs,
  };
}

/** Why each step before this one was left: the last reason that its part of the timeline gives. A time-out alone leaves none. */
export function passedOverIn(timeline: readonly TimelineEvent[], step: number): ReasonCode[] {
  return Array.from({ length: step }, (_, before) => {
    const left = timeline.findLast(
      (event) => event.step === before && event.reason && event.kind !== "timed_out",
    );
    return left?.reason ?? "not_carried_out";
  });
}

function cancels({ cancel }: Scenario, state: TransferState, answered: number): boolean {
  if (!cancel || state.cancelledBy !== null || state.step !== cancel.step || answered < cancel.attempts)
    return false;
  const { phase } = state;
  if (phase === "closing" || phase === "done") return false;
  const when =
    phase === "issuing" ? "sending" : phase === "checking" || phase === "held" ? "before" : "after";
  return when === cancel.when;
}

/** Decides at the time that the scenario gives for a target; where it gives none, its clock runs on. */
function decideAt(
  policy: PolicyBody,
  scenario: Scenario,
  state: TransferState,
  heard: Heard,
  clock: { base: number; waitedMs: number },
): Decision {
  const setTo = (at: string | undefined) => {
    if (at !== undefined) clock.base = Date.parse(at) - clock.waitedMs;
  };
  const made = () =>
    decide(policy, state, heard, { now: new Date(clock.base + clock.waitedMs), waitedMs: clock.waitedMs });
  if (heard.heard === "started" || heard.heard === "checked") {
    setTo(sceneOf(policy, scenario, state.step)?.at);
    return made();
  }
  const first = made();
  const next = first.state.step > state.step ? sceneOf(policy, scenario, state.step + 1)?.at : undefined;
  if (next === undefined) return first;
  setTo(next);
  return made();
}
