import { expect, onTestFinished, test } from "vitest";
import { whoTypes } from "#components/webchat/chat-state.ts";
import { createChat } from "#components/webchat/create-chat.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { notify } from "#lib/live/notify.ts";
import { until } from "../test-bridge.ts";
import { callSdk } from "./test-door.ts";
import { openDoor } from "./test-engage-door.ts";

withTestDatabase();

test("the visitor sees that an agent types, until they stop or have written", async () => {
  const { bridge, url, token, providerId } = await openDoor();
  const chat = createChat(providerId, bridge.url);
  onTestFinished(() => chat.stop());
  chat.start();
  const { id } = await until(
    () =>
      db()
        .conversation.findFirst({ where: { providerId, state: "bot" } })
        .then((row) => row ?? undefined),
    "the conversation of this browser",
  );
  await db().conversation.update({ where: { id }, data: { state: "agent" } });
  await notify(db(), `conversation:${id}`);
  await until(async () => chat.snapshot().chat.conversation === "agent", "the agent");

  const shown = () => whoTypes(chat.snapshot().chat);
  // As many times as an agent's fingers make Engage say so.
  const type = () => callSdk(url, token, "typing.start", { thread_id: id });
  await until(async () => (await type()).status === 200 && shown() === "The agent", "the agent to type");
  const stopped = await callSdk(url, token, "typing.stop", { in_reply_to_id: `${id}.h1` });
  expect(stopped.text).toBe("{}");
  await until(async () => shown() === null, "the agent to stop");

  await until(
    async () => (await type()).status === 200 && shown() === "The agent",
    "the agent to type again",
  );
  await db().message.create({
    data: { conversationId: id, externalId: `${id}.a1`, author: "agent", text: "Hello", sentAt: new Date() },
  });
  await notify(db(), `conversation:${id}`);
  await until(async () => shown() === null, "the words to stand in its place");
  expect(await db().relayEvent.count({ where: { conversationKey: id } })).toBe(0);
});
