import { expect, test } from "vitest";
import { contextToRepeat } from "./mapping.ts";

test("a call that is placed again takes along what its reader saw whole, and no dots in place of a number", () => {
  const data = { contract: "C-1", "•••": "plot 7", second: { held: "+49 30 ••• 4711", at: 12 } };
  expect(contextToRepeat(data)).toBe('{"contract":"C-1"}');
  expect(contextToRepeat({ second: "•••" })).toBe("");
  expect(contextToRepeat({})).toBe("");
});
