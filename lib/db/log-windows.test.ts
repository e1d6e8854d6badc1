import { describe, expect, test } from "vitest";
import { Prisma } from "./generated/client.ts";
import { logWindows, reachOf } from "./log-windows.ts";

const now = new Date("2026-11-21T08:00:00Z");
const match = [Prisma.sql`true`];
const months = (question: Parameters<typeof logWindows>[0]) =>
  logWindows(question, now).map(({ from, to }) =>
    [from, to].map((edge) => edge?.toISOString().slice(0, 7) ?? "").join(" to "),
  );

test("a page without conditions asks for the month of the cursor, then for all the rest", () => {
  expect(months({ match: [] })).toEqual(["2026-11 to ", " to 2026-11"]);
  expect(months({ match: [], older: { at: new Date("2026-01-31T23:00:00Z") } })).toEqual([
    "2026-01 to ",
    " to 2026-01",
  ]);
  expect(months({ match: [], newer: { at: new Date("2025-12-31T23:59:59Z") } })).toEqual([
    " to 2026-01",
    "2026-01 to ",
  ]);
});

test("a search covers the log without a gap, in ever longer windows, either way", () => {
  expect(months({ match })).toEqual([
    "2026-11 to ",
    "2026-10 to 2026-11",
    "2026-08 to 2026-10",
    "2026-04 to 2026-08",
    "2025-08 to 2026-04",
    "2024-04 to 2025-08",
    " to 2024-04",
  ]);
  expect(months({ match, newer: { at: now } }).slice(0, 3)).toEqual([
    " to 2026-12",
    "2026-12 to 2027-01",
    "2027-01 to 2027-03",
  ]);
});

test("what lies outside of the time that was asked for is left out", () => {
  const from = new Date("2026-09-15T00:00:00Z");
  expect(months({ match, from, to: now })).toEqual([
    "2026-11 to ",
    "2026-10 to 2026-11",
    "2026-08 to 2026-10",
  ]);
});

describe("what was found near", () => {
  const at = (text: string) => ({ at: new Date(text) });
  const spans = (question: Parameters<typeof logWindows>[0], reach: Date | undefined) =>
    logWindows(question, now, reach)
      .slice(0, 3)
      .map(({ from, to }) => [from, to].map((edge) => edge?.toISOString().slice(0, 10) ?? "").join(" to "));

  test("says how far to look first: twice as far as the others are to be expected", () => {
    const older = { match, older: at("2026-11-20T00:00:00Z") };
    const found = [at("2026-11-19T20:00:00Z"), at("2026-11-19T12:00:00Z")];
    expect(reachOf(older, found, 10, now)).toEqual(new Date("2026-11-15T00:00:00Z"));
    expect(spans(older, reachOf(older, found, 10, now))).toEqual([
      "2026-11-15 to ",
      "2026-11-01 to 2026-11-15",
      "2026-10-01 to 2026-11-01",
    ]);
    expect(spans(older, reachOf(older, found, 90, now))).toEqual([
      "2026-10-06 to ",
      "2026-10-01 to 2026-10-06",
      "2026-09-01 to 2026-10-01",
    ]);
    const newer = { match, newer: at("2026-09-20T00:00:00Z") };
    const later = [at("2026-09-20T12:00:00Z")];
    expect(spans(newer, reachOf(newer, later, 13, now))).toEqual([
      " to 2026-10-03",
      "2026-10-03 to 2026-11-01",
      "2026-11-01 to 2026-12-01",
    ]);
  });

  test("says nothing where nothing was, and begins at the end that was asked for, or now", () => {
    expect(reachOf({ match }, [], 50, now)).toBeUndefined();
    expect(reachOf({ match }, [at("2026-11-21T07:00:00Z")], 2, now)).toEqual(
      new Date("2026-11-21T04:00:00Z"),
    );
    const to = new Date("2026-11-21T07:30:00Z");
    expect(reachOf({ match, to }, [at("2026-11-21T07:00:00Z")], 2, now)).toEqual(
      new Date("2026-11-21T05:30:00Z"),
    );
  });
});
