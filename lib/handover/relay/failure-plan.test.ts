import { describe, expect, test } from "vitest";
import { planAfterFailure } from "./failure-plan.ts";
import { PermanentFailure } from "./row.ts";

const now = new Date("2026-11-21T10:00:00.000Z");
const failure = (fields: object = {}) => Object.assign(new Error("no"), fields);
const plan = (error: unknown, attempts: number, random = 1) =>
  planAfterFailure(error, attempts, now, undefined, () => random);
const pause = (result: ReturnType<typeof plan>) =>
  result.park ? undefined : result.nextAt.getTime() - now.getTime();

describe("after a failure", () => {
  test("pauses grow, up to five minutes, never below half of their ceiling", () => {
    expect([1, 2, 3, 9, 15].map((attempts) => pause(plan(failure(), attempts)))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000,
    ]);
    expect(pause(plan(failure(), 3, 0))).toBe(2_000);
  });

  test("an outage is sat out for twenty tries, a refusal for three, what cannot work for none", () => {
    expect([19, 20].map((attempts) => plan(failure({ status: 503 }), attempts).park)).toEqual([false, true]);
    expect([2, 3].map((attempts) => plan(failure({ status: 400 }), attempts).park)).toEqual([false, true]);
    expect(plan(new PermanentFailure("never"), 1).park).toBe(true);
  });

  test("limits and tokens are outages, not refusals", () => {
    for (const status of [401, 408, 425, 429]) expect(plan(failure({ status }), 5).park).toBe(false);
  });

  test("a time that the other side named is kept, also deep in the causes", () => {
    const retryAt = new Date(now.getTime() + 90_000);
    expect(pause(plan(new Error("outer", { cause: failure({ retryAt }) }), 1))).toBe(90_000);
    expect(plan(new Error("outer", { cause: failure({ status: 404 }) }), 3).park).toBe(true);
  });
});
