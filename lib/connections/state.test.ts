import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DURATION_BOUNDS_MS, durationClass, durationQuantile } from "./mapping.ts";
import { type HealthFacts, healthOf, STALE_AFTER_MS } from "./state.ts";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const well: HealthFacts = {
  vendor: "CXone",
  pausedAt: null,
  lastCheckAt: ago(60_000),
  failure: null,
  tokenFailure: null,
  openBreakers: 0,
  limitedUntil: null,
  recent: { calls: 0, failed: 0 },
  fallingBack: false,
  nextExpiry: null,
};

describe("the state of a connection", () => {
  test.each<[string, Partial<HealthFacts>, string]>([
    ["nothing speaks against it", {}, "healthy"],
    ["somebody paused it", { pausedAt: now, failure: "Refused" }, "paused"],
    ["the last check failed", { failure: "Refused" }, "failing"],
    ["no token can be had", { tokenFailure: "Refused" }, "failing"],
    ["it was never checked", { lastCheckAt: null }, "unknown"],
    ["the last good check is old", { lastCheckAt: ago(STALE_AFTER_MS + 1) }, "unknown"],
    ["the last bad check is old", { lastCheckAt: ago(STALE_AFTER_MS + 1), failure: "Refused" }, "unknown"],
    [
      "no token just now, whatever the checks said",
      { lastCheckAt: null, tokenFailure: "Refused" },
      "failing",
    ],
    ["a breaker is open", { openBreakers: 1 }, "degraded"],
    ["CXone asked us to wait", { limitedUntil: new Date(now.getTime() + 1) }, "degraded"],
    ["a limit is over", { limitedUntil: ago(1) }, "healthy"],
    ["one call in ten failed", { recent: { calls: 100, failed: 10 } }, "degraded"],
    ["one call in a hundred failed", { recent: { calls: 100, failed: 1 } }, "healthy"],
    ["two of three calls say nothing", { recent: { calls: 3, failed: 2 } }, "healthy"],
    ["an older secret does the work", { fallingBack: true }, "degraded"],
    ["a secret expires in a week", { nextExpiry: ago(-7 * 86_400_000) }, "degraded"],
    ["a secret expires in eight days", { nextExpiry: ago(-8 * 86_400_000) }, "healthy"],
  ])("%s", (_why, change, state) => {
    expect(healthOf({ ...well, ...change }, now).state).toBe(state);
  });

  test("is never healthy with an old check, whatever else is true", () => {
    fc.assert(
      fc.property(fc.integer({ min: STALE_AFTER_MS + 1, max: 1e12 }), fc.boolean(), (age, limited) => {
        const facts = { ...well, lastCheckAt: ago(age), limitedUntil: limited ? ago(-1_000) : null };
        expect(healthOf(facts, now).state).toBe("unknown");
      }),
    );
  });
});

describe("durations in classes", () => {
  test("a quantile lies within the class that holds it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1 }), (times) => {
        const counts = new Array<number>(DURATION_BOUNDS_MS.length + 1).fill(0);
        for (const time of times) counts[durationClass(time)] = (counts[durationClass(time)] ?? 0) + 1;
        const exact = times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;
        const bound = DURATION_BOUNDS_MS[durationClass(exact)] ?? 15_000;
        const lower = DURATION_BOUNDS_MS[durationClass(exact) - 1] ?? 0;
        const found = durationQuantile(counts, 0.95) ?? -1;
        expect(found).toBeGreaterThanOrEqual(lower);
        expect(found).toBeLessThanOrEqual(bound);
      }),
    );
  });

  test("without calls there is none", () => expect(durationQuantile([0, 0], 0.5)).toBeNull());
});
