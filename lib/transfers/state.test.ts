import { describe, expect, test } from "vitest";
import {
  accepted,
  cannotRead,
  checked,
  gone,
  issued,
  notSent,
  policyOf,
  reads,
  refused,
  route,
  staffed,
  transferOf,
  unclear,
} from "./scene.ts";

const CLOSED = { timeZone: "UTC", open: [{ days: [7], from: "00:00", to: "24:00" }] };
/** A transfer whose first step was issued. */
const underIssue = (routes = 2, watch = {}) =>
  transferOf(policyOf(routes, watch)).hears({ heard: "started" }, checked(staffed()));
/** A transfer whose first step was accepted. */
const underWatch = (routes = 2, watch = {}) => underIssue(routes, watch).hears(issued(accepted));

describe("the way of a call that is taken", () => {
  test("T-16, T-30: checked, issued, watched, connected, collected", () => {
    const call = transferOf(policyOf(1)).hears({ heard: "started" });
    expect(call.action).toEqual({ do: "check", step: 0 });
    call.hears(checked(staffed(2)));
    expect(call.action).toEqual({ do: "issue", step: 0 });
    expect(call.state.phase).toBe("issuing");
    call.hears(issued(accepted));
    expect(call.action).toEqual({ do: "wait", ms: 3_000 });
    call.waits().hears(reads("IN_TRANSFER")).waits();
    call.hears(reads("CONNECTED", { connectedTo: { id: "7", name: "Anna" } }));
    expect(call.action).toEqual({ do: "collect" });
    call.hears({ heard: "collected" });
    expect(call.action).toEqual({ do: "nothing" });
    expect(call.state).toMatchObject({
      phase: "done",
      outcome: "connected",
      reason: null,
      attempts: 1,
      requestId: "req-1",
      agent: { id: "7", name: "Anna" },
    });
    expect(call.events.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      "requested: Transfer to Sales DE requested.",
      "eligible: Eligible. 2 agents available.",
      "initiated: Blind transfer to Sales DE accepted, request req-1.",
      "state: WAITING → IN_TRANSFER",
      "state: IN_TRANSFER → CONNECTED",
      "ended: Connected to Sales DE (Anna).",
    ]);
  });

  test("legs that are ours are read at once and joined as soon as they are ready", () => {
    const call = underIssue(1).hears(issued({ ...accepted, handle: { session: "s" } }));
    expect(call.action).toEqual({ do: "read", step: 0 });
    call.hears(reads("IN_TRANSFER", { join: "wait" }));
    expect(call.action).toEqual({ do: "wait", ms: 3_000 });
    call.waits().hears(reads("IN_TRANSFER", { join: "ready" }));
    expect(call.action).toEqual({ do: "join", step: 0 });
    expect(call.state.phase).toBe("joining");
    call.hears({ heard: "joined", answer: accepted });
    call.waits().hears(reads("CONNECTED", { transfer: "ended" }));
    expect(call.state.outcome).toBe("connected");
  });
});

describe("the chain (T-40)", () => {
  test("a target that is closed is passed over without a look-up", () => {
    const call = transferOf(policyOf([route("Sales DE", { hours: CLOSED }), route("Service DE")]));
    call.hears({ heard: "started" });
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state.reason).toEqual({ code: "closed", text: "Closed on Thursday at 14:03 (UTC)." });
    expect(call.kinds()).toEqual(["requested", "ineligible", "fallback"]);
  });

  test("nobody free at the first, connected at the fallback: the reason is why not at the first", () => {
    const call = transferOf(policyOf(2)).hears(
      { heard: "started" },
      checked(staffed(0)),
      checked(staffed(1)),
    );
    call.hears(issued(accepted), reads("CONNECTED"));
    expect(call.state).toMatchObject({ step: 1, outcome: "fallback", reason: { code: "no_agent" } });
  });

  test("T-41: look-ups that fail send the call to voicemail, which is asked nothing", () => {
    const failed = { failed: { code: "upstream", message: "It did not answer." } };
    const call = transferOf(policyOf(2)).hears({ heard: "started" });
    call.hears({ heard: "checked", observation: failed }, { heard: "checked", observation: failed });
    expect(call.action).toEqual({ do: "issue", step: 2 });
    call.hears(issued(accepted), reads("CONNECTED"));
    expect(call.state).toMatchObject({ outcome: "voicemail", reason: { code: "look_up_failed" } });
    expect(call.last()?.text).toBe("Ended in voicemail (extension 999).");
  });

  test.each([400, 403, null])("a refusal (%s) leads to the next step", (status) => {
    const call = underIssue().hears(issued(refused(status)));
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state).toMatchObject({ reason: { code: "refused", text: "Refused: It said so." } });
  });

  test("FAILED leads to the next step", () => {
    const call = underWatch().waits().hears(reads("FAILED"));
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state.reason?.code).toBe("call_failed");
  });

  test("voicemail that refuses is tried once more, then the transfer failed", () => {
    const call = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed(0)));
    call.hears(issued(refused())).waits();
    expect(call.action).toEqual({ do: "issue", step: 1 });
    call.hears(issued(refused()));
    expect(call.state).toMatchObject({ outcome: "failed", attempts: 2, reason: { code: "no_agent" } });
  });

  test("voicemail that was carried out and FAILED is not tried again", () => {
    const call = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed(0)), issued(accepted));
    expect(call.hears(reads("FAILED")).state).toMatchObject({ outcome: "failed", attempts: 1 });
  });
});

describe("a write that was surely not sent (T-73)", () => {
  test("waits as long as it is told to, then the same again", () => {
    const call = underIssue().hears(issued(notSent(7_000)));
    expect(call.action).toEqual({ do: "wait", ms: 7_000 });
    expect(call.state).toMatchObject({ phase: "held", issues: 0, attempts: 0 });
    expect(call.waits().action).toEqual({ do: "issue", step: 0 });
  });

  test("without a word about how long: 1, 2, 4, 8 s, and after the time-out the next step", () => {
    const call = underIssue();
    const waited: unknown[] = [];
    for (call.hears(issued(notSent())); call.action.do === "wait"; call.hears(issued(notSent()))) {
      waited.push(call.action.ms);
      call.waits();
    }
    expect(waited).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 5_000]);
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state.reason).toEqual({ code: "unreachable", text: "Not sent within 30 s: It said so." });
  });

  test("a wait that is longer than an attempt may take is cut", () => {
    expect(underIssue().hears(issued(notSent(3_600_000))).action).toEqual({ do: "wait", ms: 30_000 });
  });

  test("voicemail has more patience, as nothing comes after it", () => {
    const call = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed(0)));
    call.hears(issued(notSent(120_000)));
    expect(call.action).toEqual({ do: "wait", ms: 120_000 });
    for (let turns = 0; turns < 5; turns++) call.waits().hears(issued(notSent(120_000)));
    expect(call.state).toMatchObject({ outcome: "failed", reason: { code: "no_agent" } });
  });
});

describe("the caller and the person who cancels", () => {
  test.each([
    ["DISCONNECTED", reads("DISCONNECTED")],
    ["gone", gone],
  ])("%s ends it", (_, reading) => {
    const call = underWatch().waits().hears(reading);
    expect(call.state).toMatchObject({ outcome: "disconnected", reason: { code: "caller_hung_up" } });
  });

  test("a cancel before anything was issued ends it; a look-up that comes back late changes nothing", () => {
    const call = transferOf(policyOf(2)).hears({ heard: "started" }, { heard: "cancel", by: "Ada" });
    expect(call.state).toMatchObject({ phase: "closing", outcome: "cancelled", attempts: 0 });
    expect(call.hears(checked(staffed())).action).toEqual({ do: "collect" });
    expect(call.last()?.text).toBe("Cancelled by Ada.");
  });

  test("a cancel after the first issue lets it go on and begins no further step", () => {
    const call = underIssue().hears({ heard: "cancel", by: "Ada" });
    expect(call.action).toEqual({ do: "nothing" });
    call.hears(issued(accepted)).waits().hears(reads("FAILED"));
    expect(call.state).toMatchObject({ outcome: "cancelled", reason: { code: "cancelled" }, step: 0 });
  });

  test("a cancelled transfer may still be taken", () => {
    const call = underWatch().hears({ heard: "cancel", by: "Ada" }, { heard: "cancel", by: "Bob" });
    expect(call.kinds().filter((kind) => kind === "cancel_asked")).toHaveLength(1);
    expect(call.hears(reads("CONNECTED")).state.outcome).toBe("connected");
  });
});

test("a refusal that may speak of the call is looked into before the next step", () => {
  expect(underIssue().hears(issued(refused(404))).action).toEqual({ do: "read", step: 0 });
  expect(underIssue().hears(issued(refused(404)), gone).state.outcome).toBe("disconnected");
  const other = underIssue().hears(issued(refused(404)), reads("WAITING", { transfer: "none" }));
  expect(other.action).toEqual({ do: "check", step: 1 });
  expect(underIssue().hears(issued(refused(404)), cannotRead).action).toEqual({ do: "check", step: 1 });
  const taken = underIssue().hears(issued(refused(409)), reads("IN_TRANSFER"));
  expect(taken.state).toMatchObject({ phase: "watching", step: 0 });
  expect(underIssue().hears(issued(unclear()), reads("WAITING")).state.phase).toBe("watching");
});

describe("time (T-31)", () => {
  /** Accepted, and then nothing but this reading. */
  const lateWith = (reading = reads("IN_TRANSFER")) => {
    const call = underWatch();
    let looks = 0;
    while (call.state.phase === "watching") {
      call.waits().hears(reading);
      looks += 1;
    }
    return { call, looks };
  };

  test("every 3 s for 30 s, the look at the time-out being the one more; then the outcome is unknown", () => {
    const { call, looks } = lateWith();
    expect(looks).toBe(10);
    expect(call.waitedMs).toBe(30_000);
    expect(call.state).toMatchObject({ phase: "reconciling", doubt: "late", unknown: true, attempts: 1 });
    expect(call.last()).toMatchObject({
      kind: "timed_out",
      text: "No end within 30 s; read again: IN_TRANSFER.",
    });
  });

  test("read again at the time-out: FAILED, and on to the next step", () => {
    const call = underWatch().hears(reads("IN_TRANSFER")).passes(30_000).hears(reads("FAILED"));
    expect(call.events.findLast(({ kind }) => kind === "state")?.text).toBe(
      "IN_TRANSFER → FAILED (time-out 30 s, read again: FAILED)",
    );
    expect(call.action).toEqual({ do: "check", step: 1 });
  });

  test("an unknown outcome is read after 5, 10, 20, 40, 60, 60 s, and closes as unknown after 10 minutes", () => {
    const { call } = lateWith();
    const waited: unknown[] = [];
    while (call.action.do === "wait") {
      waited.push(call.action.ms);
      call.waits().hears(reads("IN_TRANSFER"));
    }
    expect(waited.slice(0, 7)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
    expect(call.waitedMs).toBeGreaterThanOrEqual(630_000);
    expect(call.waitedMs).toBeLessThan(700_000);
    expect(call.state).toMatchObject({ outcome: "unknown", attempts: 1, reason: { code: "timed_out" } });
    expect(call.last()?.text).toBe("The contact centre did not say within 10 min what became of the call.");
  });

  test.each([
    ["CONNECTED", "connected", null],
    ["DISCONNECTED", "disconnected", "caller_hung_up"],
  ] as const)("an unknown outcome that reads %s ends %s", (state, outcome, reason) => {
    const { call } = lateWith();
    call.waits().hears(reads(state, { transfer: "ended" }));
    expect(call.state).toMatchObject({ outcome, unknown: false });
    expect(call.state.reason?.code ?? null).toBe(reason);
  });

  test("an unknown outcome that reads FAILED leads to the next step", () => {
    const { call } = lateWith();
    expect(call.waits().hears(reads("FAILED", { transfer: "ended" })).action).toEqual({
      do: "check",
      step: 1,
    });
  });

  test("a transfer that the contact centre took and shows no more leads to the next step, once it has stayed so", () => {
    const { call } = lateWith(reads("WAITING", { transfer: "none" }));
    call.waits().hears(reads("WAITING", { transfer: "none" }));
    expect(call.action).toEqual({ do: "wait", ms: 10_000 });
    call.waits().hears(reads("WAITING", { transfer: "none" }));
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state.reason?.code).toBe("not_carried_out");
  });

  test("looks that fail do not end it, and are one line of the timeline", () => {
    const { call } = lateWith(cannotRead);
    expect(call.kinds().filter((kind) => kind === "look_failed")).toHaveLength(1);
    expect(call.last()?.text).toBe("No end within 30 s; read again: no answer.");
    expect(call.waits().hears(reads("CONNECTED")).state.outcome).toBe("connected");
  });
});
