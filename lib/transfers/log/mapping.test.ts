import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  barsOf,
  dayOf,
  formatPeriod,
  type Period,
  parsePeriod,
  spanBefore,
  spanOf,
  startOfDay,
  toldApart,
} from "./mapping.ts";

const read = (text: string): Period => {
  const period = parsePeriod(text);
  if (typeof period === "string") throw new Error(period);
  return period;
};
const span = (text: string, now: string) => {
  const { from, to } = spanOf(read(text), new Date(now));
  return [from.toISOString(), to.toISOString()];
};
const before = (text: string, now: string) => {
  const { from, to } = spanBefore(read(text), new Date(now));
  return [from.toISOString(), to.toISOString()];
};

describe("a day", () => {
  test.each([
    ["2026-11-21", "UTC", "2026-11-21T00:00:00.000Z"],
    ["2026-11-21", "Europe/Berlin", "2026-11-20T23:00:00.000Z"],
    ["2026-11-21", "Asia/Kolkata", "2026-11-20T18:30:00.000Z"],
    ["2026-11-21", "Asia/Kathmandu", "2026-11-20T18:15:00.000Z"],
    ["2026-11-21", "America/New_York", "2026-11-21T05:00:00.000Z"],
    // The clocks change in the night before and after: 29 March has 23 hours, 25 October 25.
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    // Clocks are put forward at midnight: the day begins at one.
    ["2024-09-08", "America/Santiago", "2024-09-08T04:00:00.000Z"],
    // Clocks are put back from one to midnight, which comes twice: the day begins with the first.
    ["2024-11-03", "America/Havana", "2024-11-03T04:00:00.000Z"],
    // Clocks are put back from midnight to eleven: the evening before is the longer one.
    ["2024-04-07", "America/Santiago", "2024-04-07T04:00:00.000Z"],
  ])("%s in %s begins at %s", (day, zone, begins) => {
    expect(startOfDay(day, zone).toISOString()).toBe(begins);
  });

  const zones = fc.constantFrom("UTC", ...Intl.supportedValuesOf("timeZone"));
  const days = fc
    .date({
      min: new Date("2020-01-01T00:00:00Z"),
      max: new Date("2030-12-31T00:00:00Z"),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10));
  /** Samoa left out a whole day once; since 2020 nobody has. */
  test("begins in every zone with its first moment: the one before lies on the day before", () => {
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        const begins = startOfDay(day, zone);
        expect(dayOf(begins, zone)).toBe(day);
        expect(dayOf(new Date(begins.getTime() - 1), zone) < day).toBe(true);
        expect(begins.getTime() % 900_000).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a period", () => {
  test.each(["today@UTC", "28d@America/Argentina/Buenos_Aires", "2026-11-01..2026-11-15@Etc/GMT+5"])(
    "%s is written as it is read",
    (text) => expect(formatPeriod(read(text))).toBe(text),
  );

  test.each([
    "",
    "8d@UTC",
    "today",
    "today@Nowhere/Land",
    "2026-13-01..2026-13-02@UTC",
    "2025-01-01..2026-11-01@UTC",
  ])("%j is refused in words", (text) => expect(parsePeriod(text)).toEqual(expect.any(String)));

  const NOW = "2026-11-21T09:20:00Z";
  test.each([
    ["today@Europe/Berlin", ["2026-11-20T23:00:00.000Z", "2026-11-21T23:00:00.000Z"]],
    ["yesterday@Europe/Berlin", ["2026-11-19T23:00:00.000Z", "2026-11-20T23:00:00.000Z"]],
    ["7d@UTC", ["2026-11-15T00:00:00.000Z", "2026-11-22T00:00:00.000Z"]],
    // Summer time ended in between.
    ["28d@Europe/Berlin", ["2026-10-24T22:00:00.000Z", "2026-11-21T23:00:00.000Z"]],
    ["2026-03-29..2026-03-29@Europe/Berlin", ["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]],
  ])("%s is %j", (text, wanted) => expect(span(text, NOW)).toEqual(wanted));

  test.each([
    // A morning is held against a morning, up to the end of the quarter that runs.
    ["today@UTC", ["2026-11-20T00:00:00.000Z", "2026-11-20T09:30:00.000Z"]],
    ["7d@UTC", ["2026-11-08T00:00:00.000Z", "2026-11-14T09:30:00.000Z"]],
    ["yesterday@UTC", ["2026-11-19T00:00:00.000Z", "2026-11-20T00:00:00.000Z"]],
    ["2026-11-10..2026-11-12@UTC", ["2026-11-07T00:00:00.000Z", "2026-11-10T00:00:00.000Z"]],
  ])("before %s lies %j", (text, wanted) => expect(before(text, NOW)).toEqual(wanted));

  test.each([
    ["2026-11-21..2026-11-21@Europe/Berlin", "hour", 24],
    ["2026-03-29..2026-03-29@Europe/Berlin", "hour", 23],
    ["2026-10-25..2026-10-25@Europe/Berlin", "hour", 25],
    ["2026-10-24..2026-10-25@Europe/Berlin", "hour", 49],
    ["7d@Asia/Kolkata", "day", 7],
    ["28d@Europe/Berlin", "day", 28],
  ])("%s is drawn by the %s, with %d bars", (text, unit, count) => {
    const bars = barsOf(read(text), new Date(NOW));
    expect([bars.unit, bars.starts.length]).toEqual([unit, count]);
    expect(bars.starts[0]).toEqual(spanOf(read(text), new Date(NOW)).from);
  });
});

test("two queues of one name are told apart in a filter by their ids, and only they", () => {
  const [acd, v2] = ["4711", "7b1f4c2e-9d30-4e6a-8f51-000000004711"];
  const queues = [
    { id: acd, name: "Sales" },
    { id: v2, name: "Sales" },
    { id: "4712", name: "Service" },
  ];
  expect(toldApart(queues).map(({ name }) => name)).toEqual([`Sales (${acd})`, `Sales (${v2})`, "Service"]);
});
