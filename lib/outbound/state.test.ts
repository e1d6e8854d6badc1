import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIAL_STATES, type DialReading, type DialState } from "#lib/cxone/outbound/outbound.ts";
import type { WriteAnswer } from "#lib/cxone/voice/state.ts";
import {
  type CallAction,
  type CallHeard,
  type CallRunState,
  decideCall,
  FOLLOW_MS,
  HOLD_MS,
  LOOK_FOR_MS,
  newCall,
  RING_MS,
} from "./state.ts";

const clock = (waitedMs: number) => ({ now: new Date(1_795_000_000_000 + waitedMs), waitedMs });
const accepted: WriteAnswer = { result: "accepted", requestId: "r-1", state: null, handle: { call: "c-1" } };
const unclear: WriteAnswer = {
  result: "unclear",
  code: "timeout",
  message: "No answer.",
  fix: "",
  status: null,
};
const throttled: WriteAnswer = {
  result: "not_sent",
  code: "rate_limited",
  message: "Too many calls.",
  fix: "",
  retryAfterMs: 7_000,
};
const refused: WriteAnswer = {
  result: "refused",
  code: "forbidden",
  message: "No right.",
  fix: "Ask for it.",
  status: 403,
};
const saw = (state: DialState, talkMs: number | null = null, more: object = {}): DialReading => ({
  ...{ result: "read", state, disposition: null, endedAt: null, talkMs },
  ...more,
});

/** Tells one thing after the other, each a second later. */
function tell(...heard: CallHeard[]) {
  let state = newCall();
  let action: CallAction = { do: "nothing" };
  const kinds: string[] = [];
  const texts: string[] = [];
  heard.forEach((one, index) => {
    const decision = decideCall(state, one, clock(index * 1_000));
    ({ state, action } = decision);
    kinds.push(...decision.events.map(({ kind }) => kind));
    texts.push(...decision.events.map(({ text }) => text));
  });
  return { state, action, kinds, texts };
}

const read = (reading: DialReading): CallHeard => ({ heard: "read", reading });
const dialled = (answer: WriteAnswer): CallHeard => ({ heard: "dialled", answer });
const started: CallHeard = { heard: "started" };

describe("a call from request to end", () => {
  test.each<[DialState[], string]>([
    [["dialling", "ringing", "connected", "ended"], "answered"],
    [["ringing", "ended"], "no_answer"],
    [["no_answer"], "no_answer"],
    [["busy"], "busy"],
    [["dialling", "failed"], "failed"],
  ])("%j ends as %s", (states, outcome) => {
    const { state, action } = tell(started, dialled(accepted), ...states.map((one) => read(saw(one))));
    expect(state).toMatchObject({ phase: "done", outcome, vendorRequestId: "r-1" });
    expect(action).toEqual({ do: "nothing" });
  });

  test("somebody who talked was reached, though no look fell into the talk", () => {
    expect(tell(started, dialled(accepted), read(saw("ended", 12_000))).state.outcome).toBe("answered");
  });

  test("a refusal ends it at once, in the words of CXone and with what to do (P-30)", () => {
    const { state, texts } = tell(started, dialled(refused));
    expect(state).toMatchObject({ outcome: "refused", reason: "No right." });
    expect(texts).toContain("No right. Ask for it.");
  });

  test("what ended stays ended, whatever is heard of it", () => {
    const { state } = tell(started, dialled(refused));
    for (const heard of [started, { heard: "due" }, { heard: "resumed" }, read(saw("ringing"))] as const)
      expect(decideCall(state, heard, clock(9))).toEqual({ state, action: { do: "nothing" }, events: [] });
  });

  test("disposition and talk are kept, also when the last look does not name them", () => {
    const sold = saw("connected", 4_000, { disposition: "Sale" });
    expect(tell(started, dialled(accepted), read(sold), read(saw("ended"))).state).toMatchObject({
      outcome: "answered",
      disposition: "Sale",
      talkMs: 4_000,
    });
  });

  test("is looked at by what CXone named it when it took it, or when it was found", () => {
    expect(tell(started, dialled(accepted)).state.handle).toEqual({ call: "c-1" });
    const found = read(saw("ringing", null, { handle: { call: "c-2" } }));
    expect(tell(started, dialled(unclear), found).state.handle).toEqual({ call: "c-2" });
  });

  test("a look that fails is taken again, when CXone says so", () => {
    const failed = { result: "failed", code: "rate_limited", message: "429" } as const;
    const looked = (retryAfterMs: number | null) =>
      tell(started, dialled(accepted), read({ ...failed, retryAfterMs }));
    expect(looked(null)).toMatchObject({ action: { do: "wait", ms: 2_000 }, state: { phase: "following" } });
    expect(looked(9_000).action).toEqual({ do: "wait", ms: 9_000 });
    expect(looked(3_600_000).action).toEqual({ do: "wait", ms: 60_000 });
  });

  test.each([
    ["ringing", RING_MS, "unknown"],
    ["connected", FOLLOW_MS, "answered"],
  ] as const)("that only ever shows as %s is let go after %i ms as %s", (shown, bound, outcome) => {
    const seen = tell(started, dialled(accepted), read(saw(shown))).state;
    const later = (ms: number) => decideCall(seen, read(saw(shown)), clock(seen.since + ms)).state;
    expect(later(bound - 1)).toMatchObject({ phase: "following", outcome: null });
    expect(later(bound)).toMatchObject({ phase: "done", outcome });
  });
});

describe("what is not known is looked up and never dialled again (P-32)", () => {
  test("a lost answer: CXone shows the call, and it is followed", () => {
    const { state, kinds } = tell(started, dialled(unclear), read({ result: "none" }), read(saw("ringing")));
    expect(state).toMatchObject({ phase: "following", seen: "ringing" });
    expect(kinds).toEqual(["unclear", "looked", "looked", "state"]);
  });

  test("a lost answer: CXone never shows it, and the call ends as unknown", () => {
    let state = tell(started, dialled(unclear)).state;
    let action: CallAction = { do: "read" };
    for (let at = 2_000; state.phase !== "done" && at < LOOK_FOR_MS * 2; at += 1_000)
      ({ state, action } = decideCall(state, read({ result: "none" }), clock(at)));
    expect(state).toMatchObject({ phase: "done", outcome: "unknown" });
    expect(state.reason).toMatch(/ask the agent/);
    expect(action).toEqual({ do: "nothing" });
    const doubted = tell(started, dialled(unclear)).state;
    const earlier = decideCall(doubted, read({ result: "none" }), clock(119_999));
    expect(earlier.state.phase).toBe("unknown");
  });

  test("a process that was killed while the call was on its way does not dial again; one killed before it does", () => {
    expect(tell(started, { heard: "resumed" })).toMatchObject({
      state: { phase: "unknown" },
      action: { do: "read" },
    });
    expect(tell({ heard: "resumed" }).action).toEqual({ do: "dial" });
  });

  test("a look that ended while the call was on its way leaves it to be looked up", () => {
    const { state, action, texts } = tell(started, { heard: "due" });
    expect([state.phase, action]).toEqual(["unknown", { do: "read" }]);
    expect(texts.join()).toMatch(/answer to the call is lost.*not dialled again/);
  });

  test("where CXone cannot be asked, the outcome is unknown and says whom to ask", () => {
    const { state } = tell(
      started,
      dialled(unclear),
      read({ result: "cannot_tell", message: "No such list." }),
    );
    expect(state).toMatchObject({ outcome: "unknown", reason: expect.stringMatching(/Ask the agent/) });
    const gone = read({ result: "cannot_tell", message: "Gone." });
    expect(tell(started, dialled(accepted), read(saw("connected")), gone).state.outcome).toBe("answered");
  });
});

describe("what was surely not sent", () => {
  test("429 waits as long as CXone says and is then tried again, never at once (P-30)", () => {
    const { action, state } = tell(started, dialled(throttled));
    expect([action, state.phase]).toEqual([{ do: "wait", ms: 7_000 }, "placing"]);
    const soon = tell(started, dialled({ ...throttled, retryAfterMs: 0 })).action;
    expect(soon).toEqual({ do: "wait", ms: 5_000 });
    const long = tell(started, dialled({ ...throttled, retryAfterMs: 3_600_000 })).action;
    expect(long).toEqual({ do: "wait", ms: 60_000 });
  });

  test("429 that does not say how long is tried after 5 s, then 10 s", () => {
    const unsaid = dialled({ ...throttled, retryAfterMs: null });
    expect(tell(started, unsaid).action).toEqual({ do: "wait", ms: 5_000 });
    expect(tell(started, unsaid, { heard: "due" }, unsaid).action).toEqual({ do: "wait", ms: 10_000 });
  });

  test("after two minutes it is given up as not placed", () => {
    const { state } = decideCall(
      { ...newCall(), phase: "sending", holds: 3 },
      dialled(throttled),
      clock(HOLD_MS),
    );
    expect(state).toMatchObject({ phase: "done", outcome: "not_placed" });
  });
});

const away = { ready: "later", reason: "Presence: Away." } as const;

describe("a row of a list", () => {
  const row = () => newCall({ ofList: true });

  test("is not dialled before its turn has come; each reason is told once, and it is looked at less and less often", () => {
    let state = row();
    const pauses: number[] = [];
    const told: string[] = [];
    for (let turn = 0; turn < 7; turn++) {
      const looked = decideCall(state, turn === 0 ? started : { heard: "due" }, clock(turn));
      expect(looked.action).toEqual({ do: "check" });
      const decision = decideCall(looked.state, { heard: "checked", readiness: away }, clock(turn));
      state = decision.state;
      if (decision.action.do === "wait") pauses.push(decision.action.ms);
      told.push(...decision.events.map(({ text }) => text));
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
    expect(told).toEqual(["Presence: Away."]);
    expect(state).toMatchObject({ phase: "waiting", outcome: null, reason: "Presence: Away." });
    const ready = decideCall(state, { heard: "checked", readiness: { ready: "yes" } }, clock(9));
    expect([ready.action, ready.state.phase]).toEqual([{ do: "dial" }, "sending"]);
  });

  test("goes back to its place however long it was surely not sent, and is not dialled again when that is not sure", () => {
    const sending: CallRunState = { ...row(), phase: "sending", holds: 9 };
    const back = decideCall(sending, dialled(throttled), clock(HOLD_MS * 100));
    expect([back.state.phase, back.action]).toEqual(["waiting", { do: "wait", ms: 7_000 }]);
    expect(decideCall(sending, { heard: "resumed" }, clock(1)).action).toEqual({ do: "read" });
    expect(decideCall(row(), { heard: "resumed" }, clock(1)).action).toEqual({ do: "check" });
  });

  test("whose agent is not there any more ends as not placed", () => {
    const gone: CallHeard = { heard: "checked", readiness: { ready: "never", reason: "No such agent." } };
    expect(decideCall(row(), gone, clock(0)).state).toMatchObject({ phase: "done", outcome: "not_placed" });
  });
});

const HICCUPS = ["none", "failed", "cannot_tell", "crash", "lost", "jump", "back", "plain"] as const;

/** A CXone that takes the call or loses it, before or after the work, and then lets it run its course. */
const world = fc.record({
  ofList: fc.boolean(),
  answers: fc.array(fc.constantFrom(throttled, unclear, accepted, refused), { minLength: 1, maxLength: 6 }),
  /** Whether an unclear one was carried out. */
  done: fc.boolean(),
  course: fc.array(fc.constantFrom(...DIAL_STATES), { maxLength: 5 }),
  hiccups: fc.array(fc.constantFrom(...HICCUPS), { maxLength: 60 }),
});

test("whatever CXone answers: dialled at most once, never forgotten, always ended with a name", () => {
  fc.assert(
    fc.property(world, ({ ofList, answers, done, course, hiccups }) => {
      let state: CallRunState = newCall({ ofList });
      let heard: CallHeard = started;
      let [waited, maybePlaced, turns] = [0, 0, 0];
      const noise = [...hiccups];
      const left = [...answers];
      const rest = [...course];
      while (state.phase !== "done") {
        expect(++turns).toBeLessThan(6_000);
        const decision = decideCall(JSON.parse(JSON.stringify(state)) as CallRunState, heard, clock(waited));
        state = decision.state;
        const { action } = decision;
        if (action.do === "wait") waited += noise[0] === "back" ? 0 : action.ms;
        const next = noise.shift() ?? "plain";
        if (action.do === "dial") {
          expect(maybePlaced, "dialled after it may have been dialled").toBe(0);
          const answer = left.shift() ?? accepted;
          if (answer.result === "accepted" || answer.result === "unclear") maybePlaced += 1;
          // Either way nobody heard the answer: of a process that was killed, or of a look that did not get so far.
          const unheard = { crash: "resumed", lost: "due" } as const;
          heard = next === "crash" || next === "lost" ? { heard: unheard[next] } : dialled(answer);
          if (heard.heard !== "dialled")
            maybePlaced += answer.result === "accepted" || answer.result === "unclear" ? 0 : 1;
        } else if (action.do === "check")
          heard = { heard: "checked", readiness: next === "none" ? away : { ready: "yes" } };
        else if (action.do === "read") heard = read(look(next, done || maybePlaced > 0 ? rest : []));
        else heard = next === "crash" ? { heard: "resumed" } : { heard: "due" };
        if (next === "jump") waited += 3_600_000;
      }
      expect(state.outcome).not.toBeNull();
      expect(state.reason).not.toBeNull();
    }),
    { numRuns: 400 },
  );
});

function look(hiccup: string, course: DialState[]): DialReading {
  if (hiccup === "failed")
    return { result: "failed", code: "server_error", message: "500", retryAfterMs: null };
  if (hiccup === "cannot_tell") return { result: "cannot_tell", message: "Not offered." };
  const next = hiccup === "none" ? undefined : course.shift();
  return next === undefined ? { result: "none" } : saw(next);
}
