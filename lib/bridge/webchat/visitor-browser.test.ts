import { expect, onTestFinished, test } from "vitest";
import { shownMessages } from "#components/webchat/chat-state.ts";
import { type Chat, createChat } from "#components/webchat/create-chat.ts";
import { pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { startTestRelay } from "#lib/handover/relay/test-house.ts";
import { listenBridge, makeHandover, until } from "../test-bridge.ts";

withTestDatabase();

const GREETING = expect.stringContaining("bot: Hello, I am the demo bot.");

/** What the visitor reads, line by line. */
const lines = (chat: Chat) =>
  shownMessages(chat.snapshot().chat).map(
    (message) => `${message.author}: ${message.text} (${message.delivery})`,
  );
const untilShown = (chat: Chat, text: string) =>
  until(async () => lines(chat).some((line) => line.includes(text)), `the line ${text}`);

/** A browser at the webchat of a handover, with a server that can go away and come back. */
async function openChat() {
  const { providerId } = await makeHandover();
  startTestRelay();
  let bridge = await listenBridge({ pool: pool() });
  const { port } = new URL(bridge.url);
  const chat = createChat(providerId, bridge.url);
  onTestFinished(async () => {
    chat.stop();
    await bridge.close();
  });
  chat.start();
  await untilShown(chat, "demo bot");
  return {
    chat,
    goAway: () => bridge.close(),
    comeBack: async () => {
      bridge = await listenBridge({ pool: pool() }, Number(port));
    },
  };
}

/** One side of the transcript. A second message may overtake the answer to the first; each side keeps its order. */
const linesOf = (chat: Parameters<typeof lines>[0], author: "visitor" | "bot") =>
  lines(chat).filter((line) => line.startsWith(`${author}:`));

test("what is written while the server is away is kept, sent in order when it is back, and sent once", async () => {
  const { chat, goAway, comeBack } = await openChat();
  await goAway();
  chat.write("hello");
  chat.write("When are you open?");
  await until(async () => chat.snapshot().chat.line === "lost", "the line to be lost");
  await untilShown(chat, "hello (waiting)");
  await comeBack();
  await untilShown(chat, "9:00 to 18:00");
  expect(linesOf(chat, "visitor")).toEqual([
    "visitor: hello (delivered)",
    "visitor: When are you open? (delivered)",
  ]);
  expect(linesOf(chat, "bot")).toEqual([
    GREETING,
    "bot: Hello. What can I do for you? (delivered)",
    "bot: We are open Monday to Friday from 9:00 to 18:00. (delivered)",
  ]);
});

test("a page that is taken down and put up again while it sends goes on sending", async () => {
  const { chat } = await openChat();
  chat.write("hello");
  chat.write("thanks");
  chat.stop();
  chat.start();
  await untilShown(chat, "You are welcome");
  expect(linesOf(chat, "visitor")).toEqual(["visitor: hello (delivered)", "visitor: thanks (delivered)"]);
  expect(linesOf(chat, "bot")).toEqual([
    GREETING,
    "bot: Hello. What can I do for you? (delivered)",
    "bot: You are welcome. Is there anything else? (delivered)",
  ]);
});

test("a visitor who begins anew gets another conversation", async () => {
  const { chat } = await openChat();
  chat.write("hello");
  await untilShown(chat, "What can I do for you");
  expect(await chat.act("end")).toBeNull();
  await until(async () => chat.snapshot().chat.conversation === "closed", "the end");
  chat.startAnew();
  await untilShown(chat, "demo bot");
  expect(lines(chat)).toEqual([GREETING]);
});

test("an address without a chat says so and stops asking", async () => {
  const bridge = await listenBridge({ pool: pool() });
  onTestFinished(() => bridge.close());
  const chat = createChat("f".repeat(24), bridge.url);
  onTestFinished(() => chat.stop());
  chat.start();
  const problem = await until(async () => chat.snapshot().problem ?? undefined, "the problem");
  expect(problem.title).toBe("This chat does not exist");
});
