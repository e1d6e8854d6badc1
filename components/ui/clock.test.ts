import { expect, test, vi } from "vitest";
import { present, presentFor, subscribe } from "./clock.ts";
import { formatRelative } from "./format-time.ts";

test("a page that is opened after others says of what has just happened that it has, not that it will", () => {
  vi.spyOn(Date, "now").mockReturnValue(present() + 600_000);
  const stop = subscribe(() => {});
  expect(present()).toBe(Date.now());
  stop();
  vi.restoreAllMocks();
});

test("a look-up that came 12 s after the last tick was just now, and the next one is still to come", () => {
  const ticked = Date.now() - 12_000;
  const seen = Date.now();
  expect(formatRelative(seen, presentFor(seen, ticked))).toBe("just now");
  const next = seen + 300_500;
  expect(formatRelative(next, presentFor(next, ticked))).toBe("in 5 min");
});
