import { describe, expect, test } from "vitest";
import type { WriteAnswer } from "#lib/cxone/voice/state.ts";
import {
  accepted,
  cannotRead,
  checked,
  issued,
  notSent,
  policyOf,
  reads,
  refused,
  staffed,
  transferOf,
  unclear,
} from "../scene.ts";
import type { Heard } from "../state.ts";

const wait = reads("IN_TRANSFER", { join: "wait" });
const over = reads("FAILED", { transfer: "ended" });
const ready = reads("IN_TRANSFER", { join: "ready" });
const withdrawn = (answer: WriteAnswer): Heard => ({ heard: "withdrawn", answer });
/** A transfer whose leg has rung until the time-out. */
const rung = () =>
  transferOf(policyOf(2))
    .hears({ heard: "started" }, checked(staffed()), issued(accepted), wait)
    .passes(30_000)
    .hears({ heard: "due" });

describe("a leg that nobody has taken by the time-out", () => {
  test("is taken back, with the intention in the state, and the next target is looked at", () => {
    const call = rung().hears(wait);
    expect(call.action).toEqual({ do: "withdraw", step: 0 });
    expect(call.state).toMatchObject({ phase: "withdrawing", doubt: "late", unknown: true });
    call.hears(withdrawn(accepted));
    expect(call.action).toEqual({ do: "read", step: 0 });
    call.hears(over);
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state).toMatchObject({
      reason: { code: "timed_out", text: "Sales DE did not answer within 30 s." },
      unknown: false,
      withdrawn: "no",
    });
    expect(call.kinds().slice(-3)).toEqual(["timed_out", "withdrawn", "fallback"]);
  });

  test("is seen to be gone before the next target has its turn, where readings lag", () => {
    const call = rung().hears(wait, withdrawn(accepted), wait);
    expect(call.action).toMatchObject({ do: "wait" });
    call.waits().hears(cannotRead).waits().hears(over);
    expect(call.action).toEqual({ do: "check", step: 1 });
    const still = rung().hears(wait, withdrawn(accepted), wait);
    for (let looks = 0; looks < 10 && still.action.do === "wait"; looks++) still.waits().hears(wait);
    expect(still.action).toEqual({ do: "check", step: 1 });
    // Still on its way, though nothing of it is to be joined any more.
    expect(rung().hears(wait, withdrawn(accepted), reads("IN_TRANSFER")).action.do).toBe("wait");
  });

  test("is left also where the clock stands still and readings go on showing it", () => {
    const call = rung().hears(wait, withdrawn(accepted));
    for (let looks = 0; looks < 1_500; looks++) call.hears(wait);
    expect(call.state.step).toBe(1);
  });

  test("is taken back however late it is seen, and once the contact centre lets us", () => {
    const call = rung()
      .hears(cannotRead)
      .passes(11 * 60_000)
      .hears(wait);
    expect(call.action).toEqual({ do: "withdraw", step: 0 });
    const throttled = rung().hears(wait, withdrawn(notSent(30_000)), wait, withdrawn(notSent(30_000)));
    expect(throttled.action).toEqual({ do: "wait", ms: 30_000 });
  });

  test("is a caller who has hung up meanwhile, where a look shows that", () => {
    expect(rung().hears(wait, withdrawn(accepted), reads("DISCONNECTED")).state.outcome).toBe("disconnected");
  });

  test("is not taken back where a look shows that somebody has it: it is joined", () => {
    expect(rung().hears(ready).action).toEqual({ do: "join", step: 0 });
  });

  test("is joined where it was taken at the moment of the withdrawal", () => {
    const call = rung().hears(wait, withdrawn(refused(409)));
    expect(call.action).toEqual({ do: "read", step: 0 });
    call.hears(ready);
    expect(call.action).toEqual({ do: "join", step: 0 });
    call.hears({ heard: "joined", answer: accepted }).waits().hears(reads("CONNECTED"));
    expect(call.state).toMatchObject({ outcome: "connected", reason: null });
  });

  test.each([
    ["lost", unclear()],
    ["throttled", notSent(2_000)],
  ])("is read when the answer is %s, and taken back again where it still rings", (_, answer) => {
    const call = rung().hears(wait, withdrawn(answer));
    expect(call.action).toEqual({ do: "read", step: 0 });
    call.hears(wait);
    expect(call.action).toEqual({ do: "withdraw", step: 0 });
    call.hears(withdrawn(answer));
    expect(call.action).toMatchObject({ do: "wait" });
    call.waits().hears(wait, withdrawn(accepted), over);
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.events.filter(({ text }) => text.startsWith("Not taken back yet"))).toHaveLength(1);
  });

  test("has failed by our doing where a look shows that it is gone", () => {
    const call = rung().hears(wait, withdrawn(unclear()), reads("FAILED", { transfer: "ended" }));
    expect(call.action).toEqual({ do: "check", step: 1 });
    expect(call.state.reason?.code).toBe("timed_out");
  });

  test("is read first by another process, which does not know whether it was taken back", () => {
    const call = rung().hears(wait, { heard: "resumed" });
    expect(call.state).toMatchObject({ phase: "reconciling", doubt: "late" });
    expect(call.action).toEqual({ do: "read", step: 0 });
    expect(call.hears(wait).action).toEqual({ do: "withdraw", step: 0 });
  });

  test("is taken back also where no look succeeded at the time-out", () => {
    const call = rung().hears(cannotRead).waits().hears(wait);
    expect(call.action).toEqual({ do: "withdraw", step: 0 });
  });

  test("that can be taken back by no means is looked after as long as may be, then the outcome is unknown", () => {
    const call = rung().hears(wait);
    for (let turn = 0; turn < 200 && call.state.outcome === null; turn++) {
      if (call.action.do === "withdraw") call.hears(withdrawn(refused(403)));
      else if (call.action.do === "read") call.hears(wait);
      else call.waits();
    }
    expect(call.state).toMatchObject({ outcome: "unknown", reason: { code: "timed_out" } });
    expect(call.waitedMs).toBeLessThan(13 * 60_000);
  });

  test("ends the transfer where a person has asked for that meanwhile", () => {
    const call = rung().hears({ heard: "cancel", by: "Ada" }, wait, withdrawn(accepted), over);
    expect(call.state).toMatchObject({ outcome: "cancelled" });
  });

  test("of voicemail that fails by itself gives the caller back too, whatever comes of that", () => {
    const handle = { leg: "601" };
    const failing = () =>
      transferOf(policyOf(1))
        .hears({ heard: "started" }, checked(staffed(0)), issued({ ...accepted, handle }))
        .hears(reads("FAILED", { transfer: "ended", handle }));
    const call = failing();
    expect(call.action).toEqual({ do: "withdraw", step: 1 });
    call.hears(withdrawn(accepted), over);
    expect(call.state).toMatchObject({ outcome: "failed", reason: { code: "no_agent" } });
    expect(call.events.find(({ kind }) => kind === "withdrawn")?.text).toMatch(
      /999.* came to nothing; the caller/,
    );
    const refusing = failing().hears(withdrawn(refused(409)), reads("FAILED", { transfer: "ended", handle }));
    expect(refusing.state).toMatchObject({ outcome: "failed", reason: { code: "no_agent" } });
  });

  test("that fails by itself gives the caller back where a person has cancelled, as nothing follows", () => {
    const call = rung().hears({ heard: "cancel", by: "Ada" }, reads("FAILED", { handle: { leg: "601" } }));
    expect(call.action).toEqual({ do: "withdraw", step: 0 });
    expect(call.hears(withdrawn(accepted), over).state.outcome).toBe("cancelled");
  });

  test("of voicemail leaves the caller with the agent: nothing took the call", () => {
    const call = transferOf({ ...policyOf(1) }).hears(
      { heard: "started" },
      checked(staffed(0)),
      issued(accepted),
    );
    call.passes(31_000).hears(wait, withdrawn(accepted), over);
    expect(call.state).toMatchObject({ outcome: "failed", reason: { code: "no_agent" } });
  });
});
