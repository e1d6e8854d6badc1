import { isDeepStrictEqual } from "node:util";
import type { PolicyBody } from "./schema.ts";
import { type Action, begin, decide, type Heard, type TimelineEvent, type TransferState } from "./state.ts";
import { type Plan, upstreamModel } from "./upstream-model.ts";

/** For tests. Each `at` is the number of an action. */
export type Accidents = {
  /** The process dies; of a write, before or after it went out. */
  crashes: readonly { at: number; sent: boolean }[];
  cancelAt: number | null;
  /** Somebody says that it is due while an action is in flight. */
  strayAt: readonly number[];
  /** The time of day jumps; what has been waited is counted as the due table does. */
  jumpAhead: { at: number; ms: number } | null;
  jumpsBack: readonly { at: number; ms: number }[];
};
export const NO_ACCIDENTS: Accidents = {
  crashes: [],
  cancelAt: null,
  strayAt: [],
  jumpAhead: null,
  jumpsBack: [],
};

/** What is counted as waited for is at most this much more than was meant. */
const LATE_MS = 5_000;
const LEASE_MS = 20_000;
const MOST_ACTIONS = 20_000;

/** Runs a transfer against a model of the contact centre to its end, and takes down what is broken on the way. */
export function runThrough(policy: PolicyBody, plan: Plan, happens: Accidents = NO_ACCIDENTS) {
  const upstream = upstreamModel(plan);
  const start = Date.parse("2026-11-12T14:03:22.000Z");
  const events: TimelineEvent[] = [];
  const broken: string[] = [];
  let state = begin();
  let action: Action = { do: "nothing" };
  let [waitedMs, jumpedMs, lastErrorAt] = [0, 0, Number.NEGATIVE_INFINITY];
  let errorStep = -1;

  function hear(heard: Heard): Action {
    const clock = { now: new Date(start + upstream.now + jumpedMs), waitedMs };
    const before: TransferState = structuredClone(state);
    const made = decide(policy, state, heard, clock);
    if (!isDeepStrictEqual(state, before)) broken.push("The state that was handed in was changed.");
    state = JSON.parse(JSON.stringify(made.state));
    if (!isDeepStrictEqual(state, made.state)) broken.push("The state does not survive JSON.");
    events.push(...JSON.parse(JSON.stringify(made.events)));
    if (made.action.do === "withdraw" && state.phase !== "withdrawing")
      broken.push("A leg is taken back without a state that says so.");
    if (made.action.do === "issue") {
      if (state.phase !== "issuing") broken.push("A write is asked for without a state that says so.");
      if (before.phase === "issuing" && heard.heard !== "issued")
        broken.push("A write is asked for while one is in flight.");
      const isSoon = errorStep === state.step && waitedMs - lastErrorAt < 30_000;
      if (isSoon) broken.push("T-74: asked again less than 30 s after a 5xx.");
    }
    if (
      heard.heard === "issued" &&
      heard.answer.result === "unclear" &&
      heard.answer.status &&
      before.phase === "issuing"
    ) {
      lastErrorAt = waitedMs;
      errorStep = state.step;
    }
    return made.action;
  }

  function perform(one: Action, isStray: boolean, crash: { sent: boolean } | undefined): Action {
    const before = upstream.now;
    const takes = () => {
      waitedMs += upstream.now - before;
    };
    const heard = outcomeOf(one, crash?.sent ?? true);
    if (crash) {
      upstream.passes(LEASE_MS);
      takes();
      return hear({ heard: "resumed" });
    }
    takes();
    if (!isStray) return hear(heard);
    // Who says that it is due takes over; what the other one brings then is out of turn.
    hear({ heard: "due" });
    return hear(heard);
  }

  function outcomeOf(one: Action, sent: boolean): Heard {
    switch (one.do) {
      case "check":
        return { heard: "checked", observation: upstream.check() };
      case "issue":
        return { heard: "issued", answer: upstream.issue(one.step, sent) };
      case "join":
        return { heard: "joined", answer: upstream.join() };
      case "withdraw":
        return { heard: "withdrawn", answer: upstream.withdraw(sent) };
      case "read":
        return { heard: "read", reading: upstream.read() };
      case "collect":
        return { heard: "collected" };
      default:
        return { heard: "due" };
    }
  }

  function letWait(ms: number, number: number): void {
    const back = happens.jumpsBack.find(({ at }) => at === number);
    if (happens.jumpAhead?.at === number) {
      // The row is due at once, and as much counts as was meant to be waited and a little.
      jumpedMs += happens.jumpAhead.ms;
      waitedMs += Math.min(happens.jumpAhead.ms, ms + LATE_MS);
    } else {
      upstream.passes(ms);
      if (back) jumpedMs -= back.ms;
      else waitedMs += ms;
    }
  }

  action = hear({ heard: "started" });
  let number = 0;
  for (; state.phase !== "done" && number < MOST_ACTIONS; number++) {
    if (happens.cancelAt === number) {
      const made = hear({ heard: "cancel", by: "Ada" });
      if (made.do !== "nothing") action = made;
    }
    const crash = happens.crashes.find(({ at }) => at === number);
    if (action.do === "wait") letWait(action.ms, number);
    action = perform(action, happens.strayAt.includes(number), crash);
  }
  if (state.phase !== "done") broken.push("It never ends.");
  return { state, events, upstream, broken, waitedMs, actions: number };
}
