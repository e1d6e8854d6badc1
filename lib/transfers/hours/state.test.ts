import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpen, wallClock } from "./state.ts";

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const hours = (timeZone: string, ...open: [from: string, to: string, days?: number[]][]) => ({
  timeZone,
  open: open.map(([from, to, days = WEEK]) => ({ days, from, to })),
});

describe("opening hours", () => {
  const office = hours("Europe/Berlin", ["09:00", "17:00", [1, 2, 3, 4, 5]]);
  test.each([
    ["2026-11-12T07:59:59.999Z", false, "a moment before"],
    ["2026-11-12T08:00:00.000Z", true, "from the first minute"],
    ["2026-11-12T15:59:59.999Z", true, "until before the last"],
    ["2026-11-12T16:00:00.000Z", false, "not in it"],
    ["2026-11-14T10:00:00.000Z", false, "not on Saturday"],
    ["2026-07-09T07:00:00.000Z", true, "an hour earlier in summer"],
    ["2026-07-09T15:00:00.000Z", false, "and ends an hour earlier then"],
  ])("at %s: %s (%s)", (now, open) => {
    expect(isOpen(office, new Date(now))).toBe(open);
  });

  test("without hours it is always open", () => {
    expect(isOpen(undefined, new Date())).toBe(true);
  });

  test("the day is that of the zone, not of the server", () => {
    const monday = hours("Pacific/Auckland", ["00:00", "24:00", [1]]);
    expect(isOpen(monday, new Date("2026-11-15T12:00:00Z"))).toBe(true);
    expect(isOpen(monday, new Date("2026-11-16T12:00:00Z"))).toBe(false);
  });

  test("a night is two entries, and open at midnight", () => {
    const night = hours("America/New_York", ["22:00", "24:00", [5]], ["00:00", "06:00", [6]]);
    for (const [now, open] of [
      ["2026-11-14T02:59:59Z", false],
      ["2026-11-14T03:00:00Z", true],
      ["2026-11-14T04:59:59Z", true],
      ["2026-11-14T05:00:00Z", true],
      ["2026-11-14T10:59:59Z", true],
      ["2026-11-14T11:00:00Z", false],
    ] as const)
      expect(isOpen(night, new Date(now)), now).toBe(open);
  });

  test("the hour that summer time leaves out opens nothing, the hour that comes twice opens twice", () => {
    const small = hours("Europe/Berlin", ["02:00", "03:00"]);
    const opens = (day: string) =>
      Array.from(
        { length: 24 },
        (_, hour) => new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000),
      ).filter((now) => isOpen(small, now)).length;
    expect(opens("2026-03-29")).toBe(0);
    expect(opens("2026-10-25")).toBe(2);
    expect(opens("2026-11-12")).toBe(1);
  });

  test("from 00:00 to 24:00 on every day is always, in whatever zone", () => {
    const zone = fc.constantFrom(
      "UTC",
      "Asia/Kathmandu",
      "America/St_Johns",
      "Pacific/Kiritimati",
      "Africa/Casablanca",
    );
    fc.assert(
      fc.property(
        zone,
        fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
        (name, now) => {
          expect(isOpen(hours(name, ["00:00", "24:00"]), now)).toBe(true);
          const { day, time } = wallClock(name, now);
          expect(isOpen(hours(name, ["00:00", "24:00", [day]]), now)).toBe(true);
          expect(isOpen(hours(name, ["00:00", "24:00", WEEK.filter((other) => other !== day)]), now)).toBe(
            false,
          );
          expect(time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        },
      ),
    );
  });
});
