import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalJitter, fullJitter } from "./backoff.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { planRetry, type RetryBudget } from "./retry-plan.ts";

const now = new Date("2026-11-21T10:00:00Z");

describe("parseRetryAfter", () => {
  it.each([
    ["5", 5_000],
    ["0", 0],
    [" 120 ", 120_000],
    ["1.5", 1_500],
    ["Sat, 21 Nov 2026 10:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 09:00:00 GMT", 0],
    ["-5", null],
    ["soon", null],
    ["", null],
    [undefined, null],
  ])("%j is %s ms", (header, expected) => expect(parseRetryAfter(header, now)).toBe(expected));
});

describe("jitter", () => {
  it("keeps full jitter between 0 and the step, equal jitter in its upper half", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (n, r) => {
          const full = fullJitter(n, () => r);
          const equal = equalJitter(n, () => r);
          expect(full).toBeGreaterThanOrEqual(0);
          expect(full).toBeLessThanOrEqual(Math.min(5_000, 200 * 2 ** (n - 1)));
          expect(equal).toBeGreaterThanOrEqual(500);
          expect(equal).toBeLessThanOrEqual(5_000);
        },
      ),
    );
  });
});

describe("planRetry", () => {
  const budget: RetryBudget = {
    attempt: 1,
    maxAttempts: 3,
    idempotent: true,
    remainingMs: 15_000,
    retryAfterCapMs: 30_000,
  };
  const answered = (status: number, retryAfterMs: number | null = null) => ({
    status,
    sent: true,
    final: false,
    retryAfterMs,
  });
  const noAnswer = { status: null, sent: true, final: false, retryAfterMs: null };
  const half = () => 0.5;

  it.each([408, 429, 500, 502, 503, 504])("repeats an idempotent call after %i", (status) => {
    expect(planRetry(answered(status), budget, half).again).toBe(true);
  });

  it.each([301, 400, 401, 403, 404, 409, 422, 501])("never repeats after %i", (status) => {
    expect(planRetry(answered(status), budget, half)).toEqual({ again: false, reason: "not-retryable" });
  });

  it("repeats other calls only when nothing was sent", () => {
    const once = { ...budget, idempotent: false };
    expect(planRetry(answered(500), once, half).again).toBe(false);
    expect(planRetry(answered(429), once, half).again).toBe(false);
    expect(planRetry(noAnswer, once, half).again).toBe(false);
    expect(planRetry({ ...noAnswer, sent: false }, once, half).again).toBe(true);
  });

  it("waits as long as it was asked to", () => {
    const plan = planRetry(answered(429, 2_000), budget, () => 0);
    expect(plan).toEqual({ again: true, waitMs: 2_000 });
  });

  it("does not sleep through a wait above the cap or past the end of the call", () => {
    expect(planRetry(answered(429, 30_001), { ...budget, remainingMs: 60_000 }, half)).toMatchObject({
      reason: "wait-too-long",
    });
    expect(planRetry(answered(503, 15_000), budget, half)).toMatchObject({ reason: "wait-too-long" });
  });

  it("stops at the last attempt, at the deadline and at final failures", () => {
    expect(planRetry(answered(500), { ...budget, attempt: 3 }, half)).toMatchObject({ reason: "exhausted" });
    expect(planRetry(answered(500), { ...budget, remainingMs: 50 }, half)).toMatchObject({
      reason: "exhausted",
    });
    expect(planRetry({ ...noAnswer, final: true }, budget, half)).toMatchObject({ reason: "not-retryable" });
  });
});
