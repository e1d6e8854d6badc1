import { describe, expect, test } from "vitest";
import { channelSettings, fromInput, seenInput, tagInput } from "./schema.ts";
import {
  buttonIn,
  isSameCase,
  judgeFrom,
  previewThread,
  stateAfter,
  subjectWith,
  ticketSearch,
  ticketText,
  warningsOf,
} from "./state.ts";

const settings = (more: object = {}) => channelSettings.parse(more);
const ticket = (more: object = {}) => settings({ ticket: more }).ticket;

describe("the ticket number (M-34)", () => {
  test("stands at the end and plain unless said otherwise, and is found by title=", () => {
    expect(subjectWith(ticket(), "Hello", "123456")).toBe("Hello 123456");
    expect(subjectWith(ticket({ position: "start", style: "square" }), "Hello", "123456")).toBe(
      "[#123456] Hello",
    );
    expect(subjectWith(ticket({ style: "curly" }), "Hello", "123456")).toBe("Hello {#123456}");
    expect(subjectWith(ticket({ style: "curly", hidden: true }), "Hello", "123456")).toBe("Hello");
    expect(ticketText("none", "1")).toBe("1");
    expect(ticketSearch("123456")).toBe("title=123456");
  });
});

describe("threading (M-35)", () => {
  const cases = (more: object) => previewThread(settings(more)).map(({ sameCase }) => sameCase);

  test("prefers In-Reply-To and keeps what carries the number", () => {
    expect(cases({})).toEqual([true, true, true, true, true]);
  });
  test("ignoring In-Reply-To makes a new case of what has no number", () => {
    expect(cases({ threading: "ignore_in_reply_to" })).toEqual([true, true, true, true, false]);
  });
  test("a hidden number and ignored In-Reply-To lose every answer, and it is said", () => {
    const lost = { threading: "ignore_in_reply_to", ticket: { hidden: true } };
    expect(cases(lost)).toEqual([true, true, false, false, false]);
    expect(warningsOf(settings(lost), "ses")).toMatchObject([{ id: "threading", tone: "bad" }]);
    expect(warningsOf(settings({ ticket: { hidden: true } }), "ses")).toMatchObject([{ tone: "info" }]);
  });
  test("the number alone is enough, whatever is preferred", () => {
    const mail = { from: "contact", subject: "x", hasInReplyTo: false, hasNumber: true } as const;
    expect(isSameCase("ignore_in_reply_to", mail)).toBe(true);
  });
});

describe("what settings bring with them", () => {
  test("the button in CXone names the deed, so Deactivate means on (M-30)", () => {
    expect([buttonIn(true), buttonIn(false)]).toEqual(["Deactivate", "Activate"]);
  });
  test("force TLS says what happens to mail that cannot be secured (M-31)", () => {
    expect(warningsOf(settings({ forceTls: true }), "ses")[0]?.text).toMatch(/not sent.+bounced/);
  });
  test("a display name on a mail server of one's own is told off (M-32)", () => {
    expect(warningsOf(settings({ displayName: "Acme" }), "smtp").map(({ id }) => id)).toEqual([
      "display-name",
    ]);
    expect(warningsOf(settings({ displayName: "Acme" }), "ses")).toEqual([]);
  });
  test("mails that agents begin need outbound (M-13, M-30)", () => {
    const off = settings({ manualOutboundFlow: true, outboundFlow: false });
    expect(warningsOf(off, "ses").map(({ id }) => id)).toEqual(["outbound"]);
  });
  test("From can be changed only with a second channel (M-14)", () => {
    expect(judgeFrom({ channels: 1, canChange: true }).state).toBe("info");
    expect(judgeFrom({ channels: 2, canChange: false }).state).toBe("warning");
    expect(judgeFrom({ channels: 2, canChange: null }).state).toBe("good");
  });
});

test("a channel goes live when it is whole, and is degraded when it is not any more", () => {
  expect(stateAfter("draft", false)).toBe("draft");
  expect(stateAfter("draft", true)).toBe("live");
  expect(stateAfter("live", false)).toBe("degraded");
  expect(stateAfter("degraded", false)).toBe("degraded");
  expect(stateAfter("degraded", true)).toBe("live");
});

test.each([
  ["a display name with a line break", channelSettings, { displayName: "Acme\r\nBcc: all@example.com" }],
  ["a channel name with a line break", seenInput, { name: "Support\nX: y" }],
  ["an empty channel name", seenInput, { name: " " }],
  ["a local part with a line break", fromInput, { localPart: "support\n", pointContact: "" }],
  ["a local part with an @", fromInput, { localPart: "support@acme.example", pointContact: "" }],
  ["a local part with two periods in a row", fromInput, { localPart: "su..pport", pointContact: "" }],
  ["a local part with a space", fromInput, { localPart: "my support", pointContact: "" }],
  ["a point of contact with a name", fromInput, { localPart: "a", pointContact: "Acme <a@acme.example>" }],
  ["a point of contact with a line break", fromInput, { localPart: "a", pointContact: "a@b.example\nX: y" }],
  ["a tag title with a line break", tagInput, { connectionId: "con_1", title: "Sp\nam" }],
  ["a tag of an unknown colour", tagInput, { connectionId: "con_1", title: "Spam", colour: "red" }],
  ["an unknown threading", channelSettings, { threading: "both" }],
  ["a setting that nobody knows", channelSettings, { bounceTo: "a@b.example" }],
] as const)("%s is refused with a sentence", (_what, schema, input) => {
  const { success, error } = schema.safeParse(input);
  expect(success).toBe(false);
  expect(error?.issues[0]?.message.length).toBeGreaterThan(10);
});
