import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseReply } from "./parse-reply.ts";

const now = new Date("2026-11-21T10:00:00.000Z");
const thread = "cnv_00000000000000000000000000000001";
const base = {
  thread: { idOnExternalPlatform: thread },
  messageContent: { type: "TEXT", payload: { text: "Hello" } },
  createdAtWithMilliseconds: "2026-11-21T09:59:59.123Z",
};
const fingerprint = (body: object, at = now) => parseReply(body as Record<string, unknown>, at)?.fingerprint;

describe("what a delivery says", () => {
  test.each([
    ["messageContent.payload.text", { messageContent: { type: "TEXT", payload: { text: "Hi" } } }],
    ["messageContent.text", { messageContent: { text: "Hi" } }],
    [
      "messageContent.fallbackText",
      { messageContent: { type: "RICH_LINK", payload: {}, fallbackText: "Hi" } },
    ],
    ["content as text", { content: "Hi" }],
    ["content.text", { content: { text: "Hi" } }],
    ["text", { text: "Hi" }],
    ["message as text", { message: "Hi" }],
    ["message.text", { message: { text: "Hi" } }],
    ["message.content", { message: { content: "Hi" } }],
    ["message.messageContent.payload.text", { message: { messageContent: { payload: { text: "Hi" } } } }],
  ])("the text is found in %s", (_where, body) => {
    expect(parseReply(body, now)?.text).toBe("Hi");
  });

  test.each([
    ["thread", { thread: { idOnExternalPlatform: thread } }],
    ["threadIdOnExternalPlatform", { threadIdOnExternalPlatform: thread }],
    ["message.thread", { message: { thread: { idOnExternalPlatform: thread } } }],
    ["replyToMessage", { replyToMessage: { idOnExternalPlatform: `${thread}.1` } }],
    ["endUserRecipients", { endUserRecipients: [{ idOnExternalPlatform: `${thread}.visitor` }] }],
    ["recipient", { recipient: { idOnExternalPlatform: `${thread}.visitor` } }],
    ["authorEndUserIdentity", { authorEndUserIdentity: { idOnExternalPlatform: `${thread}.visitor` } }],
    ["externalId", { externalId: thread }],
  ])("the conversation is found in %s", (_where, body) => {
    expect(parseReply({ text: "Hi", ...body }, now)?.targets[0]).toContain(thread);
  });

  test("attachments become links, and only those that a browser may follow", () => {
    const attachments = [
      { friendlyName: "a.pdf", url: "https://files.example/a.pdf?sig=1" },
      { friendlyName: "evil", url: "javascript:alert(1)" },
      { url: "not a url" },
    ];
    const reply = parseReply({ attachments }, now);
    expect(reply?.attachments).toEqual([{ name: "a.pdf", url: "https://files.example/a.pdf?sig=1" }]);
    expect(reply?.text).toBe("");
  });

  test("content of a type without text says so instead of vanishing", () => {
    expect(parseReply({ messageContent: { type: "ADAPTIVE_CARD", payload: {} } }, now)?.text).toContain(
      "ADAPTIVE_CARD",
    );
  });

  test("characters that PostgreSQL cannot hold do not reach it", () => {
    expect(parseReply({ text: "a\u0000b\ud800" }, now)?.text).toBe("ab\ufffd");
  });

  test("nothing to show is undefined, and no shape makes it throw", () => {
    expect(parseReply({}, now)).toBeUndefined();
    expect(parseReply({ text: "" }, now)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(base), "message", "attachments", "text"),
          fc.jsonValue(),
        ),
        (body) => {
          parseReply(body, now);
        },
      ),
    );
  });
});

describe("which deliveries are the same message", () => {
  test("a repeat is, whenever it comes, also with a new signature in its links", () => {
    const withFile = (sig: string) => ({
      ...base,
      attachments: [{ friendlyName: "a", url: `https://x.example/a?sig=${sig}` }],
    });
    expect(fingerprint(base)).toBe(fingerprint(base, new Date("2026-11-22T10:00:00Z")));
    expect(fingerprint(withFile("1"))).toBe(fingerprint(withFile("2")));
  });

  test("the same words written at another time are not", () => {
    expect(fingerprint(base)).not.toBe(
      fingerprint({ ...base, createdAtWithMilliseconds: "2026-11-21T09:59:59.124Z" }),
    );
  });

  test("an id tells them apart where there is no time", () => {
    const { createdAtWithMilliseconds: _without, ...blind } = base;
    expect(fingerprint({ ...blind, id: 1 })).not.toBe(fingerprint({ ...blind, id: 2 }));
    expect(fingerprint({ ...blind, id: 1 })).toBe(fingerprint({ ...blind, id: 1 }, new Date("2027-01-01")));
  });

  test("with neither, the minute decides", () => {
    const { createdAtWithMilliseconds: _without, ...blind } = base;
    expect(fingerprint(blind)).toBe(fingerprint(blind, new Date(now.getTime() + 1_000)));
    expect(fingerprint(blind)).not.toBe(fingerprint(blind, new Date(now.getTime() + 61_000)));
  });
});
