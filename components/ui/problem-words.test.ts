import { describe, expect, test } from "vitest";
import { wordsOf } from "./problem-words.ts";

describe("a problem where no field is marked", () => {
  test("says what is wrong, not only that something is: evidence of a domain left empty", () => {
    const sentence = "Say what CXone showed.";
    expect(wordsOf({ fields: { evidence: sentence } }).wrong).toEqual([sentence]);
  });

  test("says a sentence once when several fields or the detail hold it", () => {
    const { detail, wrong } = wordsOf({
      detail: "Too long.",
      fields: { text: "Too long.", note: "Too long." },
    });
    expect([detail, ...wrong]).toEqual([undefined, "Too long."]);
  });

  test("keeps its detail beside other sentences", () => {
    expect(wordsOf({ detail: "Nothing was kept.", fields: {} })).toEqual({
      detail: "Nothing was kept.",
      wrong: [],
    });
  });
});
