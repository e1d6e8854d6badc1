import { expect, test } from "vitest";
import { bellOf } from "./mapping.ts";

test("the bell is red only for what has to be done now, and counts nothing that is in good time", () => {
  expect(bellOf({ info: 0, warning: 0, bad: 0 })).toEqual({
    label: "No open notices",
    pressing: 0,
    worst: null,
  });
  expect(bellOf({ info: 2, warning: 0, bad: 0 })).toEqual({
    label: "2 open notices: 2 in good time",
    pressing: 0,
    worst: null,
  });
  expect(bellOf({ info: 0, warning: 1, bad: 0 })).toEqual({
    label: "1 open notice: 1 soon",
    pressing: 1,
    worst: "warning",
  });
  expect(bellOf({ info: 3, warning: 2, bad: 1 })).toEqual({
    label: "6 open notices: 1 now, 2 soon, 3 in good time",
    pressing: 3,
    worst: "bad",
  });
});
