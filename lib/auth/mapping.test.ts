import { expect, test } from "vitest";
import { browserOf, ownPath, signInPath } from "./mapping.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140 on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
    "Edge 139 on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
    "Safari 19 on macOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
    "Chrome 139 on Android",
  ],
  ["curl/8.9.1", "curl"],
  ["", null],
  [null, null],
])("%s is %s", (userAgent, wanted) => {
  expect(browserOf(userAgent)).toBe(wanted);
});

test.each([
  ["/handovers/1?tab=log&q=a%20b", "/handovers/1?tab=log&q=a%20b"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  [["/a"], "/"],
  [undefined, "/"],
])("after signing in, %s leads to %s", (next, wanted) => {
  expect(ownPath(next)).toBe(wanted);
});

test.each([
  ["/handovers?tab=mine", "/sign-in?next=%2Fhandovers%3Ftab%3Dmine"],
  ["/handovers?_rsc=1a2b&tab=mine", "/sign-in?next=%2Fhandovers%3Ftab%3Dmine"],
  ["/handovers?_rsc=1a2b", "/sign-in?next=%2Fhandovers"],
  ["//evil.example", "/sign-in"],
  ["/", "/sign-in"],
  [null, "/sign-in"],
])("who wanted to go to %s signs in at %s", (wanted, page) => {
  expect(signInPath(wanted)).toBe(page);
});
