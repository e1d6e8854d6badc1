import { expect, test } from "vitest";
import { readBaseUrl, tokenPlaces } from "./derive.ts";

test.each([
  ["us-02", "https://us-02.nicecv.com"],
  [" EU-01 ", "https://eu-01.nicecv.com"],
  ["https://api-us-2.cxone.com", "https://api-us-2.cxone.com"],
  ["api-us-2.cxone.com/", "https://api-us-2.cxone.com"],
  ["https://api-us-2.cxone.com/oauth/token", "https://api-us-2.cxone.com"],
  ["https://us-02.nicecv.com/api/v2/oauth/token", "https://us-02.nicecv.com"],
  ["https://us-02.nicecv.com/api/v2", "https://us-02.nicecv.com"],
  ["https://us-02.nicecv.com/api/journey/v1/", "https://us-02.nicecv.com"],
  ["http://127.0.0.1:4010/cxone-v2", "http://127.0.0.1:4010/cxone-v2"],
])("%s leads to %s (T-02, P-03)", (typed, baseUrl) => {
  expect(readBaseUrl(typed)).toEqual({ ok: true, baseUrl });
});

test.each([
  ["", "Enter the environment"],
  ["us 02", "neither"],
  ["https://", "neither"],
  ["ftp://us-02.nicecv.com", "neither"],
  ["https://me:secret@us-02.nicecv.com", "user name"],
  ["https://us-02.nicecv.com?x=1", "Leave out"],
])("%j is refused in words", (typed, words) => {
  expect(readBaseUrl(typed)).toEqual({ ok: false, problem: expect.stringContaining(words) });
});

test("tokens are looked for at both addresses of the seeds, or at the one that is typed, in either style", () => {
  expect(tokenPlaces("https://a.test")).toEqual([
    { url: "https://a.test/api/v2/oauth/token", style: "basic" },
    { url: "https://a.test/oauth/token", style: "form" },
  ]);
  expect(tokenPlaces("https://a.test", "https://b.test/t").map(({ url }) => url)).toEqual([
    "https://b.test/t",
    "https://b.test/t",
  ]);
});
