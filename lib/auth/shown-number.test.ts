import { describe, expect, test } from "vitest";
import { shownJson, shownText } from "./shown-number.ts";
import { testCtx } from "./test-ctx.ts";

const masked = testCtx("supervisor");

describe("what is told of a call to those who may not see numbers", () => {
  test.each([
    ["a caller who would end the JSON", '","outcome":"'],
    ["digits that stand between values", "1,2,3,4,5,6,7"],
    ["digits that a number has", "1763719402123"],
  ])("stays what it is but for the caller: %s", (_name, caller) => {
    const told = {
      end: "connected",
      outcome: "failed",
      of: [1, 2, 3, 4, 5, 6, 7],
      atMs: 1763719402123,
      none: null,
    };
    expect(shownJson(masked, { ...told, text: `From ${caller}` }, caller)).toEqual({
      ...told,
      text: caller.startsWith('"') ? `From ${caller}` : "From •••",
    });
  });

  test("a word is nobody's number: a caller called connected hides no outcome", () => {
    expect(shownText(masked, "It is connected.", "connected")).toBe("It is connected.");
  });

  test("the number goes with and without its plus sign, wherever it stands", () => {
    const told = { facts: { ani: "49301234711", list: ["call +49301234711 back"] } };
    expect(shownJson(masked, told, "+49301234711")).toEqual({
      facts: { ani: "+49 30 ••• 4711", list: ["call +49 30 ••• 4711 back"] },
    });
    expect(shownJson(testCtx("admin"), told, "+49301234711")).toEqual(told);
  });
});
