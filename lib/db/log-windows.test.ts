import { expect, test } from "vitest";
import { Prisma } from "./generated/client.ts";
import { logWindows } from "./log-windows.ts";

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
