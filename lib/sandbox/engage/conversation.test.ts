import { expect, test } from "vitest";
import type { WebhookEvent } from "../state/engage-conversation-model.ts";
import { engageIds } from "../state/engage-ids.ts";
import { categorizeThread, settleCategories } from "./categorize.ts";
import { openIntervention } from "./interventions.ts";
import { createReply } from "./reply-content.ts";
import { closeIntervention, completeTask, deferCase, takeTask, waitingTasks } from "./tasks.ts";
import { engageDomain } from "./test-domain.ts";
import { latestIntervention, openTask } from "./thread-facts.ts";

const { users, categories, channels } = engageIds;

/** The shared domain with the events that it tells; `reply` writes as Malik. */
async function domain(taskMode: boolean) {
  const house = await engageDomain({}, taskMode);
  const { sandbox, engage, malik, write } = house;
  const told: WebhookEvent[] = [];
  sandbox.engage.on("event", (event) => told.push(event));
  const persona = engage.identities.find((row) => row.foreignId === "agent-1");
  const reply = (inReplyTo: ReturnType<typeof write>) =>
    createReply(sandbox, {
      threadId: inReplyTo.threadId,
      sourceId: inReplyTo.sourceId,
      inReplyTo,
      user: malik,
      author: persona ?? expect.fail("no persona"),
      body: "Good day",
      createdFrom: "interface",
    });
  return { ...house, reply, types: () => told.map((event) => event.type) };
}

test("a conversation in task mode tells its events in the order of the vendor's diagram", async () => {
  const { sandbox, malik, write, reply, types } = await domain(true);
  const question = write("m1");
  const task = openTask(sandbox, question.threadId) ?? expect.fail("no task");
  takeTask(sandbox, task, malik);
  reply(question);
  completeTask(sandbox, openTask(sandbox, question.threadId) ?? task, malik);
  expect(types()).toEqual([
    "content.imported",
    "task.created",
    "task.assigned",
    "task.taken",
    "intervention.opened",
    "content.replied",
    "intervention.closed",
    "task.completed",
  ]);
});

test("folders know no tasks: a message waits until an agent engages", async () => {
  const { sandbox, engage, malik, write, types } = await domain(false);
  const question = write("m1");
  expect(types()).toEqual(["content.imported"]);
  expect(question).toMatchObject({ status: "new", firstInThread: true });
  const opened = openIntervention(sandbox, question, malik);
  expect(opened).toMatchObject({ userId: users.malik, closed: false });
  expect(engage.contents.get(question.id)).toMatchObject({ status: "assigned", interventionId: opened?.id });
  expect(openIntervention(sandbox, question, malik)).toBeNull();
});

test("the same id is the same message and the same person", async () => {
  const { engage, write, types } = await domain(false);
  const first = write("m1");
  const again = write("m1", { body: "Mended" });
  expect(again).toMatchObject({ id: first.id, body: "Mended" });
  write("m2");
  expect(types()).toEqual(["content.imported", "content.imported"]);
  expect(engage.identities.where("foreign", `${engageIds.communities.chat} visitor-1`)).toHaveLength(1);
});

test("a task is completed without a reply: no intervention was there, nothing says closed", async () => {
  const { sandbox, engage, malik, write, types } = await domain(true);
  const question = write("m1");
  const task = takeTask(sandbox, openTask(sandbox, question.threadId) ?? expect.fail("no task"), malik);
  completeTask(sandbox, task, malik);
  expect(types()).not.toContain("intervention.closed");
  expect(engage.contents.get(question.id)?.status).toBe("ignored");
});

test("a case that was opened and never replied to is taken away with its task, not closed", async () => {
  const { sandbox, malik, write, types } = await domain(true);
  const question = write("m1");
  openIntervention(sandbox, question, malik);
  completeTask(sandbox, openTask(sandbox, question.threadId) ?? expect.fail("no task"), malik);
  expect(types().slice(-2)).toEqual(["intervention.canceled", "task.completed"]);
  expect(latestIntervention(sandbox, question.threadId)).toBeUndefined();
});

test("a persona's message stands on the company's side: no task, nothing reopened", async () => {
  const { sandbox, write, types } = await domain(true);
  expect(write("b1", { author: { id: "agent-1", screenname: "Agent" } })).toMatchObject({
    status: "user_reply",
  });
  expect(openTask(sandbox, "chat-1")).toBeUndefined();
  expect(types()).toEqual(["content.imported"]);
});

test("a customer reopens a closed case while its owner has the skill, and not when the bot has it again", async () => {
  const { sandbox, engage, malik, write, reply, types } = await domain(false);
  const question = write("m1");
  const thread = engage.threads.get(question.threadId) ?? expect.fail("no thread");
  categorizeThread(sandbox, thread, [categories.orders], null);
  openIntervention(sandbox, question, malik);
  reply(question);
  const close = () => {
    const open = latestIntervention(sandbox, thread.id) ?? expect.fail("no intervention");
    return closeIntervention(sandbox, open, malik);
  };
  close();
  write("m2");
  expect(types().at(-1)).toBe("intervention.reopened");
  expect(latestIntervention(sandbox, thread.id)).toMatchObject({ closed: false, userId: users.malik });
  close();
  categorizeThread(sandbox, thread, [categories.otherBot], null);
  write("m3");
  expect(types().at(-1)).toBe("content.imported");
});

test("a deferred case comes back with the customer's next message, and with a new task", async () => {
  const { sandbox, malik, write, reply, types } = await domain(true);
  const question = write("m1");
  takeTask(sandbox, openTask(sandbox, question.threadId) ?? expect.fail("no task"), malik);
  reply(question);
  const open = latestIntervention(sandbox, question.threadId) ?? expect.fail("no intervention");
  deferCase(sandbox, open, 600, malik);
  write("m2");
  expect(types().slice(-5)).toEqual([
    "intervention.deferred",
    "task.completed",
    "content.imported",
    "intervention.reactivated",
    "task.created",
  ]);
});

test("what waits under the bot's category waits for nobody; recategorized it takes its place", async () => {
  const { sandbox, engage, write, types } = await domain(true);
  const question = write("m1");
  const thread = engage.threads.get(question.threadId) ?? expect.fail("no thread");
  categorizeThread(sandbox, thread, [categories.otherBot], null);
  expect(waitingTasks(sandbox, channels.realtime)).toEqual([]);
  const moved: string[] = [];
  sandbox.engage.on("queue", ({ channelId }) => moved.push(channelId));
  categorizeThread(sandbox, thread, [categories.orders], null);
  expect(waitingTasks(sandbox, channels.realtime)).toHaveLength(1);
  expect(moved).toEqual([channels.realtime]);
  expect(types().at(-1)).toBe("task.recategorized");
});

test("of one family only one category may be set, unless its root allows several", async () => {
  const { sandbox, engage } = await domain(false);
  expect(settleCategories(sandbox, [categories.billing, categories.orders])).toMatchObject({ ok: true });
  engage.categories.update(categories.topics, { multiple: false });
  expect(settleCategories(sandbox, [categories.billing, categories.orders])).toMatchObject({ ok: false });
  sandbox.store.setSetting("switches", { engageSiblingCategories: "last" });
  expect(settleCategories(sandbox, [categories.billing, categories.orders])).toEqual({
    ok: true,
    ids: [categories.orders],
  });
  expect(settleCategories(sandbox, ["0".repeat(24)])).toMatchObject({ ok: false });
});
