import { describe, expect, test } from "vitest";
import { formatTranscript, type TranscriptLine } from "./transcript.ts";

const line = (
  author: TranscriptLine["author"],
  text: string,
  authorName: string | null = null,
): TranscriptLine => ({
  author,
  authorName,
  text,
  sentAt: new Date("2026-11-21T10:05:00.000Z"),
});

describe("the transcript for an agent", () => {
  test("names who spoke and when, and leaves out what was said to the visitor by the system", () => {
    const text = formatTranscript([
      line("bot", "Hello", "Demo bot"),
      line("visitor", "A human please"),
      line("system", "Please wait"),
      line("agent", "Hi"),
    ]);
    expect(text).toBe(
      "Conversation with the bot before the handover\n[10:05 UTC] Demo bot: Hello\n[10:05 UTC] Visitor: A human please\n[10:05 UTC] Agent: Hi",
    );
  });

  test("a long one keeps its end and says what is missing", () => {
    const text = formatTranscript(
      Array.from({ length: 100 }, (_, index) => line("visitor", `message ${index}`)),
      500,
    );
    expect(text).toContain("message 99");
    expect(text).not.toContain("message 5\n");
    expect(text).toMatch(/\(\d+ earlier messages left out\)/);
    expect(text.length).toBeLessThan(650);
  });
});
