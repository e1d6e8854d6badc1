import { expect, test } from "vitest";
import * as deeds from "./agent-deeds.ts";
import { queueUpdateRefusal, sendQueueUpdate } from "./queue-updates.ts";
import { chatInfo, engageDomain, goodSource, sdkCalls } from "./test-domain.ts";

async function queueing(taskMode: boolean, options = chatInfo.options) {
  const domain = await engageDomain({}, taskMode);
  const ours = await goodSource("source-token", {
    "implementation.info": () => ({ ...chatInfo, options }),
  });
  domain.connect(ours.url);
  await domain.sandbox.background.settled();
  const updates = async () => {
    await domain.sandbox.background.settled();
    return sdkCalls(ours.calls)
      .filter((call) => call.action === "messaging.queuing_update")
      .map((call) => call.params);
  };
  return { ...domain, ours, updates };
}

test("those who wait are told their place, in seconds, and again when it changes", async () => {
  const { write, sandbox, malik, thread, updates } = await queueing(true);
  const first = write("m1", { thread: { id: "chat-1" } });
  write("m2", { thread: { id: "chat-2" } });
  expect(await updates()).toEqual([
    { position: 1, estimated_wait_time: 30, thread_id: "chat-1", in_reply_to_id: "m1" },
    { position: 2, estimated_wait_time: 60, thread_id: "chat-2", in_reply_to_id: "m2" },
  ]);
  deeds.take(sandbox, malik, thread(first.id));
  expect((await updates()).slice(2)).toEqual([
    { position: 1, estimated_wait_time: 30, thread_id: "chat-2", in_reply_to_id: "m2" },
  ]);
});

test("either value may be missing or null", async () => {
  const { write, sandbox, thread, updates } = await queueing(true);
  const row = thread(write("m1").id);
  sendQueueUpdate(sandbox, row, { position: 4 });
  sendQueueUpdate(sandbox, row, { position: null, estimated_wait_time: 90 });
  expect((await updates()).slice(1)).toEqual([
    { position: 4, thread_id: "chat-1", in_reply_to_id: "m1" },
    { position: null, estimated_wait_time: 90, thread_id: "chat-1", in_reply_to_id: "m1" },
  ]);
});

test("folder mode knows no queue, and a source that does not declare updates gets none", async () => {
  const folders = await queueing(false);
  const row = folders.thread(folders.write("m1").id);
  sendQueueUpdate(folders.sandbox, row, { position: 1 });
  expect(await folders.updates()).toEqual([]);
  expect(queueUpdateRefusal(folders.sandbox, row)).toContain("task mode");
  const mute = await queueing(true, ["view.messaging"]);
  const other = mute.thread(mute.write("m1").id);
  sendQueueUpdate(mute.sandbox, other, { position: 1 });
  expect(await mute.updates()).toEqual([]);
  expect(queueUpdateRefusal(mute.sandbox, other)).toContain("messaging.queuing_update");
});
