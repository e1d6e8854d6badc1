import { describe, expect, test } from "vitest";
import { formatAbsolute, formatDay, formatDuration, formatRelative } from "./format-time.ts";

const now = Date.UTC(2025, 10, 12, 14, 3, 22);

describe("a moment", () => {
  test.each([
    [now - 3_000, "just now"],
    [now - 45_000, "45 sec ago"],
    [now - 125_000, "2 min ago"],
    [now - 26 * 3_600_000, "1 day ago"],
    [now + 3 * 86_400_000, "in 3 days"],
  ])("%s reads %s", (atMs, words) => expect(formatRelative(atMs, now)).toBe(words));

  test("a clock that runs ahead of ours does not put the past into the future by seconds", () => {
    expect(formatRelative(now + 4_000, now)).toBe("just now");
  });

  test("the exact moment names its zone", () => {
    expect(formatAbsolute(now, "UTC")).toBe("12 Nov 2025, 14:03:22 UTC");
  });

  test("a day is the same on a server and a browser in different zones", () => {
    expect(formatDay(Date.UTC(2026, 2, 3, 23, 59))).toBe("3 Mar 2026");
  });
});

test.each([
  [0, "0 ms"],
  [312.4, "312 ms"],
  [4_260, "4.2 s"],
  [9_999, "9.9 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [72_000, "1 min 12 s"],
  [3_900_000, "1 h 5 min"],
  [93_600_000, "1 d 2 h"],
])("%s ms is %s", (ms, words) => expect(formatDuration(ms)).toBe(words));
