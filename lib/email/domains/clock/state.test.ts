import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyOf } from "../mapping.ts";
import type { DomainRecord } from "../schema.ts";
import type { DomainState, FindingState } from "../state.ts";
import { conclude, givesUpAt, nextLookAt } from "./state.ts";

const start = new Date("2026-11-21T10:00:00Z");
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const record = (name: string, need: DomainRecord["need"]): DomainRecord => ({
  kind: "other",
  type: "TXT",
  name,
  value: "x",
  need,
});
const records = [record("a.example.com", "required"), record("b.example.com", "recommended")];

function look(
  state: DomainState,
  required: FindingState,
  at: Date,
  more: { lostAt?: Date; sesVerified?: boolean; recommended?: FindingState; startedAt?: Date | null } = {},
) {
  const findings = [required, more.recommended ?? "missing"].map((found, index) => ({
    key: keyOf(records[index] as DomainRecord),
    state: found,
    seen: [],
    detail: "",
    fix: null,
    verifiedAt: more.lostAt ? start.toISOString() : null,
    lostAt: index === 0 ? (more.lostAt?.toISOString() ?? null) : null,
  }));
  const { startedAt = start, sesVerified = false } = more;
  return conclude({ state, startedAt, sesVerified, records, findings, now: at });
}

describe("the domain as a whole", () => {
  test("is verified by its required records alone, within the 72 hours or found at the look after them", () => {
    expect(look("pending", "verified", hours(1))).toMatchObject({ state: "verified", event: "verified" });
    expect(look("pending", "verified", hours(80))).toMatchObject({ state: "verified" });
    expect(look("pending", "missing", hours(71.9), { recommended: "verified" })).toMatchObject({
      state: "pending",
      event: null,
    });
  });
  test("fails after 72 hours, is not looked at by itself any more, and comes back only when somebody saw it verified", () => {
    const failed = look("pending", "missing", hours(72));
    expect(failed).toEqual({ state: "failed", nextLookAt: null, event: "failed" });
    expect(look("failed", "verified", hours(90))).toMatchObject({ state: "failed", nextLookAt: null });
    expect(look("failed", "verified", hours(90), { sesVerified: true })).toMatchObject({ state: "verified" });
  });
  test("is not given up while no DNS server answers: whether SES found the records is not known", () => {
    expect(look("pending", "failed", hours(72))).toMatchObject({ state: "pending", event: null });
    expect(look("verified", "failed", hours(200), { lostAt: hours(100) })).toMatchObject({
      state: "verified",
    });
  });
  test("stays a draft until SES has begun, whatever DNS shows", () => {
    expect(look("draft", "verified", hours(1), { startedAt: null })).toEqual({
      state: "draft",
      nextLookAt: null,
      event: null,
    });
  });
  test("once verified says at once that a record is gone, and fails when it was gone for 72 hours", () => {
    expect(look("verified", "missing", hours(100), { lostAt: hours(99) })).toMatchObject({
      state: "verified",
      event: "losing",
    });
    expect(look("verified", "missing", hours(200), { lostAt: hours(100) })).toMatchObject({
      state: "failed",
      event: "failed",
    });
    expect(look("verified", "failed", hours(100))).toMatchObject({ state: "verified", event: null });
    expect(look("verified", "verified", hours(100))).toMatchObject({ event: "recovered" });
  });
  test("with no required record is never verified", () => {
    const asked = {
      state: "pending" as const,
      startedAt: start,
      sesVerified: false,
      findings: [],
      now: hours(1),
    };
    expect(conclude({ ...asked, records: [] })).toMatchObject({ state: "pending" });
  });
});

describe("the next look", () => {
  test("comes every 5 minutes in the first hour, hourly after it, daily once verified, never after it failed", () => {
    const minutes = (state: DomainState, at: Date) => {
      const next = nextLookAt(state, start, at);
      return next && (next.getTime() - at.getTime()) / 60_000;
    };
    expect(minutes("pending", hours(0.5))).toBe(5);
    expect(minutes("pending", hours(2))).toBe(60);
    expect(minutes("verified", hours(2))).toBe(24 * 60);
    expect(minutes("failed", hours(2))).toBeNull();
    expect(minutes("draft", hours(2))).toBeNull();
  });
  test("is always in the future, and never later than the end of the 72 hours while they run", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 71 * 60 }), (minute) => {
        const now = new Date(start.getTime() + minute * 60_000);
        const next = nextLookAt("pending", start, now);
        expect(next?.getTime()).toBeGreaterThan(now.getTime());
        expect(next?.getTime()).toBeLessThanOrEqual(givesUpAt(start).getTime());
      }),
    );
  });
});
