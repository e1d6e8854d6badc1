import { describe, expect, test } from "vitest";
import { answerDemo } from "./demo-bot.ts";

describe("the demo bot", () => {
  test.each(["human", "I want an agent", "Can I talk to a PERSON?", "help", "please, a real person"])(
    "hands over when asked: %s",
    (text) => {
      expect(answerDemo(text)).toMatchObject({ messages: [], handover: { attributes: [] } });
    },
  );

  test.each(["I do not want a human", "no agent please", "humanity", "the agency wrote to me", "helpful"])(
    "does not hand over: %s",
    (text) => {
      expect(answerDemo(text).handover).toBeNull();
    },
  );

  test.each([
    ["When are you open?", "9:00"],
    ["where is my parcel", "two working days"],
    ["I want a refund", "30 days"],
    ["hello there", "Hello"],
  ])("answers %s", (text, part) => {
    expect(answerDemo(text).messages[0]?.text).toContain(part);
  });

  test("offers a human when it does not understand", () => {
    expect(answerDemo("qwertz").messages[0]?.text).toContain("human");
  });
});
