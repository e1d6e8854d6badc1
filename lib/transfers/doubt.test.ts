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
  staffed,
  transferOf,
  unclear,
} from "./scene.ts";
import type { Heard } from "./state.ts";

const underIssue = (routes = 2, watch = {}) =>
  transferOf(policyOf(routes, watch)).hears({ heard: "started" }, checked(staffed()));
const nothing = reads("WAITING", { transfer: "none" });
const silent = reads("WAITING", { transfer: null });

/** Reads the same until something else is asked for; how long that took, in seconds. */
function until(call: ReturnType<typeof underIssue>, reading: typeof nothing): number {
  const from = call.waitedMs;
  call.hears(reading);
  while (call.action.do === "wait") call.waits().hears(reading);
  return (call.waitedMs - from) / 1_000;
}

describe("a write without a clear answer", () => {
  test("the call is read at once, and nothing is issued before it was", () => {
    const call = underIssue().hears(issued(unclear()));
    expect(call.action).toEqual({ do: "read", step: 0 });
    expect(call.state).toMatchObject({ phase: "reconciling", doubt: "lost", unknown: true });
  });

  test("no transfer for 10 s: the same is issued once more, then the next step", () => {
    const call = underIssue().hears(issued(unclear()));
    expect(until(call, nothing)).toBe(10);
    expect(call.action).toEqual({ do: "issue", step: 0 });
    call.hears(issued(unclear()));
    expect(until(call, nothing)).toBe(10);
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state).toMatchObject({ attempts: 2, unknown: false, reason: { code: "not_carried_out" } });
  });

  test("two polls are waited for where that is longer", () => {
    expect(until(underIssue(2, { pollSeconds: 20 }).hears(issued(unclear())), nothing)).toBe(40);
  });

  test("T-74: after a 5xx the same is not issued before 30 s; the next step is not kept waiting", () => {
    const call = underIssue().hears(issued(unclear(500)));
    expect(until(call, nothing)).toBe(30);
    expect(call.action).toEqual({ do: "issue", step: 0 });
    call.hears(issued(unclear(503)));
    expect(until(call, nothing)).toBe(10);
    expect(call.action).toEqual({ do: "check", step: 1 });
  });

  test("where the contact centre does not say whether there is a transfer, one that waits gets its whole time", () => {
    expect(until(underIssue().hears(issued(unclear())), silent)).toBe(30);
  });

  test("a clock that jumps ahead does not stand for looks: that nothing is under way is seen several times", () => {
    const call = underIssue().hears(issued(unclear()), nothing).passes(60_000);
    expect(call.hears(nothing).action).toEqual({ do: "wait", ms: 3_000 });
    const again = underIssue().hears(issued(unclear()));
    until(again, nothing);
    again.hears(issued(unclear()), nothing).passes(60_000);
    expect(again.hears(nothing).action).toEqual({ do: "wait", ms: 3_000 });
  });

  test("one that hung for long has the same time to show itself, from when its answer was lost", () => {
    expect(until(underIssue().passes(15_000).hears(issued(unclear())), silent)).toBe(30);
    expect(until(underIssue().passes(15_000).hears({ heard: "resumed" }), silent)).toBe(30);
  });

  test.each(["IN_TRANSFER", "WAITING"] as const)(
    "one that shows as under way (%s) is watched on",
    (state) => {
      const call = underIssue().hears(issued(unclear()), reads(state, { transfer: "underway" }));
      expect(call.state).toMatchObject({ phase: "watching", unknown: false, attempts: 1 });
      expect(call.last()?.text).toBe("Read: the transfer to Sales DE is under way.");
    },
  );

  test("one that shows late is not issued again", () => {
    const call = underIssue().hears(issued(unclear()), nothing).waits().hears(nothing).waits();
    call.hears(reads("IN_TRANSFER"));
    expect(call.state).toMatchObject({ phase: "watching", attempts: 1 });
  });

  test("legs that are found without an answer are joined", () => {
    const call = underIssue().hears(issued(unclear()), reads("WAITING", { join: "ready", transfer: null }));
    expect(call.action).toEqual({ do: "join", step: 0 });
  });

  test.each([
    ["CONNECTED", "connected"],
    ["DISCONNECTED", "disconnected"],
  ] as const)("%s ends it as %s", (state, outcome) => {
    const call = underIssue().hears(issued(unclear()), reads(state, { transfer: "ended" }));
    expect(call.state).toMatchObject({ outcome, attempts: 1 });
  });

  test("a call that was connected before and of which no transfer shows is not taken for transferred", () => {
    const call = underIssue().hears(issued(unclear()));
    until(call, reads("CONNECTED", { transfer: "none" }));
    expect(call.action).toEqual({ do: "issue", step: 0 });
  });

  test("when the call cannot be read for 10 minutes the outcome is unknown, and nothing more was issued", () => {
    const call = underIssue().hears(issued(unclear()));
    expect(until(call, cannotRead)).toBeLessThan(700);
    expect(call.state).toMatchObject({ outcome: "unknown", unknown: true, attempts: 1 });
  });

  test("a second issue that is held back waits from the beginning, and says so", () => {
    const call = underIssue().hears(issued(unclear()), cannotRead);
    while (call.waitedMs < 200_000) call.waits().hears(cannotRead);
    until(call, nothing);
    call.hears(issued(notSent()));
    expect(call.action).toEqual({ do: "wait", ms: 1_000 });
    expect(call.last()).toMatchObject({ kind: "held_back", text: "Not sent: It said so. Next try in 1 s." });
  });

  test("a call that is gone has ended", () => {
    expect(underIssue().hears(issued(unclear()), gone).state.outcome).toBe("disconnected");
  });

  test("a person who cancels keeps it from being issued again", () => {
    const call = underIssue().hears(issued(unclear()), { heard: "cancel", by: "Ada" });
    until(call, nothing);
    expect(call.state).toMatchObject({ outcome: "cancelled", attempts: 1 });
  });
});

describe("FAILED of the step before", () => {
  const second = () =>
    underIssue(2).hears(issued(accepted), reads("FAILED", { transfer: "ended" }), checked(staffed()));

  test("is not taken for this one's when the reading lags", () => {
    const call = second()
      .hears(issued(accepted))
      .waits()
      .hears(reads("FAILED", { transfer: "ended" }));
    expect(call.state).toMatchObject({ phase: "watching", step: 1 });
    call.waits().hears(reads("IN_TRANSFER")).waits().hears(reads("FAILED"));
    expect(call.state).toMatchObject({ step: 2 });
  });

  test("is believed when it has stayed, or names the request", () => {
    const call = second().hears(issued(accepted)).passes(10_000).hears(reads("FAILED"));
    expect(call.state.step).toBe(2);
    const named = second().hears(issued(accepted), reads("FAILED", { transferId: "req-1" }));
    expect(named.state.step).toBe(2);
  });

  test("does not say that a lost write was carried out", () => {
    const call = second().hears(issued(unclear()));
    expect(until(call, reads("FAILED", { transfer: "ended" }))).toBe(10);
    expect(call.action).toEqual({ do: "issue", step: 1 });
  });
});

describe("an end that was there before", () => {
  test.each([
    ["CONNECTED to whoever had the call, with no transfer shown", reads("CONNECTED", { transfer: "none" })],
    ["CONNECTED by an earlier transfer", reads("CONNECTED", { transfer: "ended", transferId: "req-0" })],
    ["FAILED of an earlier transfer", reads("FAILED", { transfer: "ended", transferId: "req-0" })],
  ])("%s is not taken for this one's within the time that readings lag", (_, reading) => {
    const call = underIssue().hears(issued(accepted), reading).waits().hears(reading);
    expect(call.state).toMatchObject({ phase: "watching", step: 0, callState: "WAITING", agent: null });
    call.waits().hears(reads("CONNECTED", { transferId: "req-1" }));
    expect(call.state.outcome).toBe("connected");
  });

  test("is believed once it has stayed", () => {
    const call = underIssue().hears(issued(accepted)).passes(10_000);
    call.hears(reads("CONNECTED", { transfer: "ended", transferId: "other" }));
    expect(call.state.outcome).toBe("connected");
  });
});

describe("a process that carries on", () => {
  test("where a write was in flight reads first", () => {
    const call = underIssue().hears({ heard: "resumed" });
    expect(call.action).toEqual({ do: "read", step: 0 });
    expect(call.state).toMatchObject({ phase: "reconciling", doubt: "lost" });
    expect(call.last()?.text).toMatch(/not known, so the call is read first/);
  });

  test("does in every other phase what was to be done", () => {
    const joining = underIssue().hears(issued(accepted), reads("IN_TRANSFER", { join: "ready" }));
    expect(joining.hears({ heard: "resumed" }).action).toEqual({ do: "read", step: 0 });
    expect(underIssue().hears(issued(accepted), { heard: "resumed" }).action).toEqual({
      do: "read",
      step: 0,
    });
    const checking = transferOf(policyOf(1)).hears({ heard: "started" }, { heard: "resumed" });
    expect(checking.action).toEqual({ do: "check", step: 0 });
    const held = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed(0)), issued(refused()));
    expect(held.passes(1_000).hears({ heard: "resumed" }).action).toEqual({ do: "wait", ms: 2_000 });
    const closing = underIssue().hears(issued(accepted), reads("CONNECTED"), { heard: "resumed" });
    expect(closing.action).toEqual({ do: "collect" });
    expect(closing.hears({ heard: "resumed" }, { heard: "resumed" }).state.phase).toBe("done");
    expect(closing.hears({ heard: "due" }).action).toEqual({ do: "nothing" });
  });

  test("what is heard out of turn leads to a look, and never to another write", () => {
    const watching = () => underIssue().hears(issued(accepted), reads("IN_TRANSFER"));
    const strays: Heard[] = [
      { heard: "started" },
      checked(staffed()),
      checked(staffed(0)),
      issued(refused()),
      { heard: "joined", answer: accepted },
      { heard: "withdrawn", answer: accepted },
      { heard: "collected" },
      { heard: "due" },
    ];
    for (const stray of strays) {
      const call = watching();
      const before = call.state;
      expect([call.hears(stray).action, call.state]).toEqual([{ do: "read", step: 0 }, before]);
    }
    const checking = transferOf(policyOf(2)).hears(
      { heard: "started" },
      checked(staffed(0)),
      reads("FAILED"),
    );
    expect(checking.hears({ heard: "started" }).action).toEqual({ do: "check", step: 1 });
  });

  test("an answer that comes back after somebody took over issues nothing", () => {
    const call = underIssue().hears({ heard: "resumed" }, issued(refused()));
    expect(call.action).toEqual({ do: "read", step: 0 });
    expect(call.state.step).toBe(0);
  });

  test("a look that takes the process down each time is given up after 20 times", () => {
    const crashing = (call: ReturnType<typeof underIssue>) => {
      for (let times = 0; times < 20; times++) call.hears({ heard: "resumed" });
      return call;
    };
    const checking = crashing(transferOf(policyOf(1)).hears({ heard: "started" }));
    expect(checking.state).toMatchObject({ step: 1, reason: { code: "look_up_failed" } });
    expect(crashing(underIssue().hears(issued(accepted))).state.phase).toBe("reconciling");
    expect(crashing(crashing(underIssue().hears(issued(accepted)))).state.outcome).toBe("unknown");
  });
});
