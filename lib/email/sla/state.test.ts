import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { BusinessHours } from "./schema.ts";
import { businessTime, dueAt, minutesOf, minutesOfWeek, nextClockChange } from "./state.ts";

const office = (timeZone: string, closed: string[] = []): BusinessHours => ({
  timeZone,
  open: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
  closed,
});
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const told = (milliseconds: number | undefined, timeZone: string) =>
  milliseconds === undefined
    ? null
    : Temporal.Instant.fromEpochMilliseconds(milliseconds)
        .toZonedDateTimeISO(timeZone)
        .toString({ timeZoneName: "never" });

const BERLIN = "Europe/Berlin";

describe("when an answer is due", () => {
  test("an hour from Friday 16:30 ends on Monday 09:30 (F-39)", () => {
    const due = dueAt(office(BERLIN), at("2026-11-20T16:30[Europe/Berlin]"), 60);
    expect(told(due?.at, BERLIN)).toBe("2026-11-23T09:30:00+01:00");
    expect(due?.counted.map(({ from, to }) => (to - from) / 60_000)).toEqual([30, 30]);
  });

  test("at the very end of the day it is due then, not the next morning", () => {
    const due = dueAt(office(BERLIN), at("2026-11-20T16:00[Europe/Berlin]"), 60);
    expect(told(due?.at, BERLIN)).toBe("2026-11-20T17:00:00+01:00");
  });

  test("what comes at night counts from the morning on", () => {
    const due = dueAt(office(BERLIN), at("2026-11-21T03:00[Europe/Berlin]"), 1);
    expect(told(due?.at, BERLIN)).toBe("2026-11-23T09:01:00+01:00");
  });

  test("a closed day does not count", () => {
    const due = dueAt(office(BERLIN, ["2026-12-25"]), at("2026-12-24T16:30[Europe/Berlin]"), 60);
    expect(told(due?.at, BERLIN)).toBe("2026-12-28T09:30:00+01:00");
  });

  test("a day is 24 business hours: three working days of eight hours", () => {
    const minutes = minutesOf({ days: 1, hours: 0, minutes: 0 });
    const due = dueAt(office(BERLIN), at("2026-11-16T09:00[Europe/Berlin]"), minutes);
    expect(told(due?.at, BERLIN)).toBe("2026-11-18T17:00:00+01:00");
    expect(minutesOfWeek(office(BERLIN))).toBe(5 * 8 * 60);
  });

  test("the hour that summer time skips does not count, the one that comes twice counts twice", () => {
    const night: BusinessHours = {
      timeZone: BERLIN,
      open: [{ days: [7], from: "01:00", to: "04:00" }],
      closed: [],
    };
    expect(
      businessTime(night, at("2026-03-29T00:00[Europe/Berlin]"), at("2026-03-29T12:00[Europe/Berlin]")),
    ).toBe(2 * 3_600_000);
    expect(
      businessTime(night, at("2026-10-25T00:00[Europe/Berlin]"), at("2026-10-25T12:00[Europe/Berlin]")),
    ).toBe(4 * 3_600_000);
    const due = dueAt(night, at("2026-03-29T01:30[Europe/Berlin]"), 60);
    expect(told(due?.at, BERLIN)).toBe("2026-03-29T03:30:00+02:00");
  });

  test("hours that overlap are one stretch, and minutes are not counted twice", () => {
    const hours: BusinessHours = {
      timeZone: "UTC",
      open: [
        { days: [1], from: "09:00", to: "12:00" },
        { days: [1], from: "11:00", to: "13:00" },
        { days: [1], from: "13:00", to: "14:00" },
      ],
      closed: [],
    };
    const due = dueAt(hours, at("2026-11-23T09:00[UTC]"), 300);
    expect(told(due?.at, "UTC")).toBe("2026-11-23T14:00:00+00:00");
    expect(due?.counted).toHaveLength(1);
  });

  test("hours that never come give no date", () => {
    const everyDayClosed = Array.from({ length: 366 }, (_, day) =>
      Temporal.PlainDate.from("2026-01-01").add({ days: day }).toString(),
    );
    const rare: BusinessHours = {
      timeZone: "UTC",
      open: [{ days: [1], from: "09:00", to: "09:01" }],
      closed: everyDayClosed,
    };
    expect(dueAt(rare, at("2026-01-01T00:00[UTC]"), 365 * 1440)).toBeNull();
  });

  test("the next change of the clock is told", () => {
    const change = nextClockChange(BERLIN, at("2026-11-21T00:00[Europe/Berlin]"));
    expect(told(change?.at, BERLIN)).toBe("2027-03-28T03:00:00+02:00");
    expect(change?.minutes).toBe(60);
    expect(nextClockChange("UTC", 0)).toBeNull();
  });
});

/** Looks at each minute by itself: is it open on the wall? */
function naive(hours: BusinessHours, start: number) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: hours.timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const isOpen = (minute: number) => {
    const parts = Object.fromEntries(format.formatToParts(minute).map(({ type, value }) => [type, value]));
    const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday ?? "") + 1;
    const time = `${parts.hour}:${parts.minute}`;
    if (hours.closed.includes(`${parts.year}-${parts.month}-${parts.day}`)) return false;
    return hours.open.some(({ days, from, to }) => days.includes(day) && from <= time && time < to);
  };
  return {
    due(minutes: number, within: number): number | null {
      let left = minutes;
      for (let minute = start; minute < start + within * 60_000; minute += 60_000) {
        if (isOpen(minute)) left--;
        if (left === 0) return minute + 60_000;
      }
      return null;
    },
    count(to: number): number {
      let sum = 0;
      for (let minute = start; minute < to; minute += 60_000) if (isOpen(minute)) sum += 60_000;
      return sum;
    },
  };
}

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
  // Where the clock changes at midnight: a day that begins at one, and an hour of yesterday that comes again.
  "Africa/Cairo",
  "America/Havana",
  "UTC",
];
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const entry = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    clock,
    fc.oneof(clock, fc.constant("24:00")),
  )
  .filter(([, from, to]) => from < to)
  .map(([days, from, to]) => ({ days, from, to }));
const dst = [
  "2026-03-28",
  "2026-03-08",
  "2026-10-24",
  "2026-11-01",
  "2026-04-04",
  "2026-10-03",
  "2026-04-23",
  "2026-10-29",
  "2026-06-15",
];
const scene = fc.record({
  hours: fc.record({
    timeZone: fc.constantFrom(...zones),
    open: fc.array(entry, { minLength: 1, maxLength: 4 }),
    closed: fc.subarray(["2026-03-29", "2026-11-02", "2026-06-16"]),
  }),
  start: fc
    .tuple(fc.constantFrom(...dst), fc.integer({ min: -600, max: 2000 }))
    .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * 60_000),
});

test("it agrees with somebody who counts minute by minute, across every change of the clock", () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 1, max: 900 }), ({ hours, start }, minutes) => {
      const within = 4 * 1440;
      const expected = naive(hours, start).due(minutes, within);
      const due = dueAt(hours, start, minutes);
      if (expected !== null) expect(due?.at).toBe(expected);
      else expect(due === null || due.at > start + within * 60_000).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("the time between two instants agrees with the count, and a due time is exactly that far away", () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 4000 }), ({ hours, start }, length) => {
      const to = start + length * 60_000;
      const between = businessTime(hours, start, to);
      expect(between).toBe(naive(hours, start).count(to));
      const due = between > 0 ? dueAt(hours, start, between / 60_000) : null;
      if (due) {
        expect(due.at).toBeLessThanOrEqual(to);
        expect(businessTime(hours, start, due.at)).toBe(between);
      }
    }),
    { numRuns: 60 },
  );
});
