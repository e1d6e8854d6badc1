import { describe, expect, test } from "vitest";
import {
  accepted,
  cannotRead,
  checked,
  issued,
  policyOf,
  reads,
  refused,
  staffed,
  transferOf,
  unclear,
} from "../scene.ts";

const underIssue = (watch = {}) =>
  transferOf(policyOf(2, watch)).hears({ heard: "started" }, checked(staffed()));
const nothing = reads("WAITING", { transfer: "none" });
const silent = reads("WAITING", { transfer: null });
/** Accepted, and no end of it within its time. */
const late = (watch = {}) =>
  underIssue(watch).hears(issued(accepted), reads("IN_TRANSFER")).passes(600_000).hears(reads("IN_TRANSFER"));

/** Reads the same until something else is asked for. */
function until(call: ReturnType<typeof underIssue>, reading: typeof nothing) {
  call.hears(reading);
  while (call.action.do === "wait") call.waits().hears(reading);
  return call;
}

describe("a call that reads CONNECTED while it is not known whether it was transferred", () => {
  test("is taken for transferred where that was accepted, although no transfer is shown any more", () => {
    expect(late().hears(reads("CONNECTED", { transfer: "none" })).state.outcome).toBe("connected");
  });

  test.each([
    [
      "the same was issued before, and lost",
      () => until(underIssue().hears(issued(unclear())), silent),
      null,
    ],
    ["a transfer of it is shown", underIssue, "ended"],
  ] as const)("is not transferred again after a refusal where %s", (_, before, transfer) => {
    const call = before().hears(issued(refused(409)), reads("CONNECTED", { transfer }));
    expect(call.state).toMatchObject({ outcome: "connected", step: 0 });
  });
});

describe("a call that reads FAILED while it is not known whether it was transferred", () => {
  test("is not left for the next target where no transfer is shown: the lost one may still show", () => {
    const call = underIssue().hears(issued(unclear()), reads("FAILED", { transfer: "none" }));
    expect(call.action).toMatchObject({ do: "wait" });
    expect(until(call, reads("FAILED", { transfer: "none" })).action).toEqual({ do: "issue", step: 0 });
  });

  test("is not believed at once where it names an earlier transfer", () => {
    const call = underIssue({ timeoutSeconds: 5 }).hears(issued(accepted), reads("IN_TRANSFER"));
    call.passes(5_000).hears(reads("IN_TRANSFER"), { heard: "resumed" });
    call.hears(reads("FAILED", { transfer: "ended", transferId: "req-0" }));
    expect(call.state).toMatchObject({ phase: "reconciling", step: 0 });
  });

  test("was refused, where that is what it failed of", () => {
    const call = underIssue().hears(issued(refused(409)), reads("FAILED", { transfer: "ended" }));
    expect(call.state).toMatchObject({ step: 1, reason: { code: "refused" } });
  });
});

describe("time in doubt", () => {
  test("a transfer that shows no more is left only once that has stayed as long as a write takes to show", () => {
    const call = late({ pollSeconds: 20 }).waits().hears(nothing, { heard: "resumed" }, nothing);
    expect(call.action).toMatchObject({ do: "wait" });
    expect(until(call, nothing).action).toEqual({ do: "check", step: 1 });
    expect(call.waitedMs).toBeGreaterThanOrEqual(640_000);
  });

  test("one of which nothing is said is not left for the next target: it may be waiting there", () => {
    expect(until(late(), silent).state).toMatchObject({ outcome: "unknown", attempts: 1 });
  });

  test("ends where it is over, also before a lost write had its time to show", () => {
    const call = underIssue({ pollSeconds: 60, unknownMinutes: 1 }).hears(issued(unclear()));
    expect(until(call, nothing).state).toMatchObject({ outcome: "unknown", attempts: 1 });
  });

  test("looks that fail spare the contact centre as long as it has asked for, a minute at most", () => {
    const spared = (retryAfterMs: number) =>
      underIssue()
        .hears(issued(unclear()))
        .hears({
          heard: "read",
          reading: { result: "failed", code: "throttled", message: "", retryAfterMs },
        });
    expect(spared(45_000).action).toEqual({ do: "wait", ms: 45_000 });
    expect(spared(900_000).action).toEqual({ do: "wait", ms: 60_000 });
  });

  test("does not count against a leg that is taken at the last moment", () => {
    const call = underIssue().hears(issued(unclear()), cannotRead).waits();
    call
      .hears(cannotRead)
      .waits()
      .hears(reads("IN_TRANSFER", { join: "wait" }));
    call.passes(30_000).hears(reads("IN_TRANSFER", { join: "ready" }));
    expect(call.action).toEqual({ do: "join", step: 0 });
  });
});

test("voicemail that refuses as if the call were gone is tried once more when it is there", () => {
  const call = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed(0)));
  call.hears(issued(refused(409)), nothing);
  expect(call.waits().action).toEqual({ do: "issue", step: 1 });
});
