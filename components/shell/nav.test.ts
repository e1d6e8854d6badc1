import { expect, test } from "vitest";
import { isNearest } from "./nav.ts";

const hrefs = ["/email", "/email/domains", "/transfers", "/transfers/log"];
const markedAt = (pathname: string) => hrefs.filter((href) => isNearest(pathname, href, hrefs));

test("the step of an email channel and the page of a transfer have an entry that says where one is", () => {
  expect(markedAt("/email/channels/eml_1/setup/from")).toEqual(["/email"]);
  expect(markedAt("/transfers/tr_1")).toEqual(["/transfers"]);
  expect(markedAt("/email")).toEqual(["/email"]);
});

test("a page with an entry of its own marks no other, and a longer word is another page", () => {
  expect(markedAt("/email/domains/dom_1")).toEqual(["/email/domains"]);
  expect(markedAt("/transfers/log")).toEqual(["/transfers/log"]);
  expect(markedAt("/emails")).toEqual([]);
});
