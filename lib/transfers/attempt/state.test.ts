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
} from "../scene.ts";

const underIssue = (watch = {}) =>
  transferOf(policyOf(2, watch)).hears({ heard: "started" }, checked(staffed()));
const underWatch = (watch = {}) => underIssue(watch).hears(issued(accepted));
const ANNA = { id: "7", name: "Anna" };

test.each([404, 409, 410])("a refusal with %i may speak of the call, which is looked at first", (status) => {
  const call = underIssue().hears(issued(refused(status)));
  expect(call.action).toEqual({ do: "read", step: 0 });
  expect(call.state).toMatchObject({ doubt: "refused", unknown: false });
  expect(call.hears(gone).state).toMatchObject({ outcome: "disconnected", attempts: 1 });
});

describe("the time of an attempt", () => {
  test("is counted from the answer on, however long that took", () => {
    const call = underIssue().passes(29_000).hears(issued(accepted));
    call.waits().hears(reads("IN_TRANSFER")).waits().hears(reads("IN_TRANSFER"));
    expect(call.state.phase).toBe("watching");
  });

  test("ends with a look of its own, where polls do not fit into it", () => {
    const call = underWatch({ pollSeconds: 20 }).waits().hears(reads("IN_TRANSFER"));
    expect(call.action).toEqual({ do: "wait", ms: 10_000 });
  });

  test("is not spent on looks that the contact centre has asked to spare it", () => {
    const spared = { result: "failed", code: "throttled", message: "", retryAfterMs: 12_000 } as const;
    const call = underWatch().hears({ heard: "read", reading: spared });
    expect(call.action).toEqual({ do: "wait", ms: 12_000 });
  });

  test("is over for legs that nobody can join, which is said once: the record closes as unknown", () => {
    const call = underIssue().hears(issued({ ...accepted, handle: { leg: "1" } }));
    for (let turn = 0; turn < 2_000 && call.state.outcome === null; turn++) {
      if (call.action.do === "join") call.hears({ heard: "joined", answer: refused(403) });
      else if (call.action.do === "read") call.hears(reads("IN_TRANSFER", { join: "ready" }));
      else call.waits();
    }
    expect(call.state).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(call.waitedMs).toBeLessThan(13 * 60_000);
    expect(call.kinds().filter((kind) => kind === "refused")).toHaveLength(1);
  });
});

test("legs are joined again when the contact centre asks for it, and what it says of them is kept", () => {
  const call = underIssue().hears(issued({ ...accepted, handle: { leg: "1" } }));
  const ready = reads("IN_TRANSFER", { join: "ready" });
  call.hears(ready, { heard: "joined", answer: notSent(20_000) });
  expect(call.action).toEqual({ do: "wait", ms: 20_000 });
  const handle = { leg: "1", joined: "true" };
  call.waits().hears(ready, { heard: "joined", answer: { ...accepted, handle } });
  expect(call.state.handle).toEqual(handle);
});

describe("a clock that stands still", () => {
  test("ends an attempt and then its doubt after 1,500 looks", () => {
    const call = underWatch();
    for (let looks = 0; looks < 1_500; looks++) call.hears(reads("IN_TRANSFER"));
    expect(call.state.phase).toBe("reconciling");
    expect(call.hears(reads("IN_TRANSFER")).state.outcome).toBe("unknown");
  });

  test("ends the wait for a write that is held back", () => {
    const call = underIssue();
    for (let times = 0; times < 1_500; times++) call.hears(issued(notSent()), { heard: "due" });
    expect(call.state).toMatchObject({ step: 1, reason: { code: "unreachable" } });
  });
});

describe("what a look takes down", () => {
  test("a state that stays, a row of looks that fail and a write that is held back fill no timeline", () => {
    const call = underWatch();
    for (const reading of [reads("IN_TRANSFER"), cannotRead, reads("IN_TRANSFER"), cannotRead])
      call.hears(reading, reading, reading);
    expect(call.kinds().slice(3)).toEqual(["state", "look_failed", "look_failed"]);
    const held = underIssue();
    for (let times = 0; times < 20; times++) held.hears(issued(notSent()), { heard: "due" });
    expect(held.kinds().filter((kind) => kind === "held_back")).toHaveLength(5);
  });

  test("who has the call and the session that dialled are kept where a later look does not name them", () => {
    const handle = { session: "s" };
    const call = underIssue().hears(issued({ ...accepted, handle }));
    call.hears(reads("IN_TRANSFER", { connectedTo: ANNA }), reads("CONNECTED"));
    expect(call.state).toMatchObject({ outcome: "connected", agent: ANNA, handle });
  });
});
