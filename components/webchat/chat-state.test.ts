import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VisitorMessage, VisitorUpdate } from "#lib/handover/conversation/schema.ts";
import {
  type ChatState,
  emptyChat,
  isBotTyping,
  queueInWords,
  shownMessages,
  stepChat,
  whoTypes,
} from "./chat-state.ts";

const message = (id: number, fields: Partial<VisitorMessage> = {}): VisitorMessage => ({
  id,
  clientId: null,
  author: "agent",
  authorName: null,
  authorImage: null,
  text: `text ${id}`,
  attachments: [],
  choices: [],
  sentAt: new Date(Date.UTC(2026, 10, 21, 10, 0, id)).toISOString(),
  delivery: "delivered",
  removed: false,
  ...fields,
});

const update = (fields: Partial<VisitorUpdate>): VisitorUpdate => ({
  state: "bot",
  agentName: null,
  queue: null,
  sandbox: false,
  stuck: false,
  messages: [],
  removed: [],
  deliveries: {},
  cursor: 0,
  ...fields,
});

const steps = (...actions: Parameters<typeof stepChat>[1][]): ChatState =>
  actions.reduce(stepChat, emptyChat);
const write = (clientId: string, text = "hello") =>
  ({ do: "write", clientId, text, writtenAt: "2026-11-21T10:00:00.000Z" }) as const;

describe("what a visitor sees", () => {
  test("any order and any repeats of the same updates show the same", () => {
    const all = [1, 2, 3, 4, 5].map((id) => message(id));
    const parts = fc.array(fc.subarray(all), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (updates) => {
        const state = [...updates, all].reduce(
          (before, messages) => stepChat(before, { do: "update", update: update({ messages }) }),
          emptyChat,
        );
        expect(state.messages.map((one) => one.id)).toEqual([1, 2, 3, 4, 5]);
      }),
    );
  });

  test("a message that comes late stands where it was written", () => {
    const late = message(9, { sentAt: message(2).sentAt, text: "late" });
    const state = steps(
      { do: "update", update: update({ messages: [message(1), message(3)] }) },
      { do: "update", update: update({ messages: [late] }) },
    );
    expect(state.messages.map((one) => one.text)).toEqual(["text 1", "late", "text 3"]);
  });

  test("what is written shows at once and is one message when the server has it", () => {
    const written = steps(write("c1"));
    expect(shownMessages(written)).toMatchObject([{ key: "c1", delivery: "sending" }]);
    const accepted = stepChat(written, { do: "unsent", clientId: "c1", state: "accepted" });
    expect(shownMessages(accepted)).toMatchObject([{ key: "c1", delivery: "stored" }]);
    const own = message(1, { author: "visitor", clientId: "c1", text: "hello", delivery: "stored" });
    const known = stepChat(accepted, { do: "update", update: update({ messages: [own] }) });
    expect(shownMessages(known)).toMatchObject([{ key: "c1", delivery: "stored" }]);
    const delivered = stepChat(known, { do: "update", update: update({ deliveries: { c1: "delivered" } }) });
    expect(shownMessages(delivered)).toMatchObject([{ key: "c1", delivery: "delivered" }]);
  });

  test("the bot types while it owes an answer, and nobody types for a message that has not arrived", () => {
    const own = message(1, { author: "visitor", clientId: "c1" });
    const arrived = steps({ do: "update", update: update({ messages: [own] }) });
    expect(isBotTyping(arrived)).toBe(true);
    expect(isBotTyping(stepChat(arrived, write("c2")))).toBe(false);
    expect(isBotTyping(steps({ do: "update", update: update({ messages: [own], state: "agent" }) }))).toBe(
      false,
    );
    expect(isBotTyping(steps({ do: "update", update: update({ messages: [own, message(2)] }) }))).toBe(false);
  });

  test("a message that was shown and taken back leaves a place without words", () => {
    const file = { name: "plan.pdf", url: "https://a.example/plan.pdf" };
    const shown = steps({
      do: "update",
      update: update({ messages: [message(1, { attachments: [file] })] }),
    });
    const gone = stepChat(shown, { do: "update", update: update({ removed: [1] }) });
    expect(shownMessages(gone)).toMatchObject([{ id: 1, text: "", attachments: [], removed: true }]);
    // Told again by an update that is older.
    const again = stepChat(gone, { do: "update", update: update({ messages: [message(1)], removed: [1] }) });
    expect(shownMessages(again)).toMatchObject([{ text: "", removed: true }]);
  });

  test.each([
    [{ position: 2, waitMs: 180_000 }, "You are number 2. About 3 minutes."],
    [{ position: 1, waitMs: null }, "You are number 1."],
    [{ position: null, waitMs: 60_000 }, "About 1 minute."],
    [{ position: 0, waitMs: 20_000 }, "Less than a minute."],
    [{ position: null, waitMs: 7_200_000 }, "About 2 hours."],
    [{ position: null, waitMs: null }, null],
  ])("a place in the queue: %j", (queue, words) => {
    const at = (state: VisitorUpdate["state"]) => steps({ do: "update", update: update({ state, queue }) });
    expect(queueInWords(at("queued"))).toBe(words);
    expect(queueInWords(at("agent"))).toBeNull();
    expect(queueInWords(at("bot"))).toBeNull();
  });

  test("an agent types until they have written, and never while the bot has the conversation", () => {
    const typing = (state: VisitorUpdate["state"]) =>
      steps({ do: "update", update: update({ state }) }, { do: "typing", typing: true });
    expect(whoTypes(typing("agent"))).toBe("The agent");
    expect(whoTypes(typing("queued"))).toBe("The agent");
    expect(whoTypes(typing("bot"))).toBeNull();
    expect(whoTypes(stepChat(typing("agent"), { do: "typing", typing: false }))).toBeNull();
    const written = update({ state: "agent", messages: [message(1)] });
    expect(whoTypes(stepChat(typing("agent"), { do: "update", update: written }))).toBeNull();
  });
});
