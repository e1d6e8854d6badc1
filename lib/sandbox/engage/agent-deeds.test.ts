import { expect, test } from "vitest";
import { engageIds } from "../state/engage-ids.ts";
import * as deeds from "./agent-deeds.ts";
import { runDue } from "./run-due.ts";
import { engageDomain, goodSource } from "./test-domain.ts";

async function desk(taskMode: boolean) {
  const domain = await engageDomain({}, taskMode);
  domain.connect((await goodSource("source-token")).url);
  await domain.sandbox.background.settled();
  const content = domain.write("m1");
  const { sandbox, malik } = domain;
  const thread = () => domain.thread(content.id);
  const types = () => domain.engage.webhookEvents.list().map((event) => event.type);
  const say = (text: string) => deeds.reply(sandbox, malik, thread(), { text });
  return { ...domain, content, thread, types, say };
}

test("without a reply an intervention is canceled, with one it is closed, and never the other way round", async () => {
  const { sandbox, malik, thread, say, types } = await desk(false);
  expect(deeds.close(sandbox, malik, thread())).toMatchObject({ ok: false });
  deeds.take(sandbox, malik, thread());
  expect(deeds.close(sandbox, malik, thread())).toMatchObject({
    reason: expect.stringContaining("canceled"),
  });
  expect(deeds.cancel(sandbox, malik, thread())).toEqual({ ok: true });
  deeds.take(sandbox, malik, thread());
  expect(say("Hello")).toMatchObject({ ok: true });
  expect(deeds.cancel(sandbox, malik, thread())).toMatchObject({ reason: expect.stringContaining("closed") });
  expect(deeds.close(sandbox, malik, thread())).toEqual({ ok: true });
  expect(say("Too late")).toMatchObject({ reason: "Engage in the thread first." });
  expect(deeds.reopen(sandbox, malik, thread())).toEqual({ ok: true });
  expect(types().filter((type) => type.startsWith("intervention"))).toEqual([
    "intervention.opened",
    "intervention.canceled",
    "intervention.opened",
    "intervention.closed",
    "intervention.reopened",
  ]);
});

test("a deferred case comes back when its time has come, as a new task", async () => {
  const { sandbox, malik, thread, say, types, advance } = await desk(true);
  deeds.take(sandbox, malik, thread());
  say("One moment");
  await sandbox.background.settled();
  deeds.defer(sandbox, malik, thread(), 300);
  const before = types().length;
  advance(299);
  runDue(sandbox);
  expect(types()).toHaveLength(before);
  advance(2);
  runDue(sandbox);
  expect(types().slice(before - 2)).toEqual([
    "intervention.deferred",
    "task.completed",
    "intervention.reactivated",
    "task.created",
  ]);
});

test("what is ignored is no closed intervention", async () => {
  const { sandbox, malik, thread, engage, content, types } = await desk(true);
  deeds.take(sandbox, malik, thread());
  deeds.ignore(sandbox, malik, thread());
  expect(engage.contents.get(content.id)?.status).toBe("ignored");
  expect(types()).toContain("task.completed");
  expect(types().some((type) => type.startsWith("intervention"))).toBe(false);
});

test("a task goes back to the queue and its taker can answer no more", async () => {
  const { sandbox, malik, thread, say } = await desk(true);
  expect(say("Too early")).toMatchObject({ reason: "Take the task first." });
  deeds.take(sandbox, malik, thread());
  expect(say("Hello")).toMatchObject({ ok: true });
  deeds.transfer(sandbox, malik, thread(), null);
  expect(say("Gone")).toMatchObject({ reason: "Take the task first." });
});

test("categories are replaced as a set, and an unknown one is refused", async () => {
  const { sandbox, malik, thread } = await desk(false);
  const { billing, orders } = engageIds.categories;
  deeds.recategorise(sandbox, malik, thread(), [billing]);
  deeds.recategorise(sandbox, malik, thread(), [orders]);
  expect(thread().threadCategoryIds).toEqual([orders]);
  expect(deeds.recategorise(sandbox, malik, thread(), ["0"])).toMatchObject({ ok: false });
  expect(thread().threadCategoryIds).toEqual([orders]);
});

test("a message is deleted only by somebody with the right, and only an agent's", async () => {
  const { sandbox, malik, engage, thread, say, content } = await desk(false);
  deeds.take(sandbox, malik, thread());
  const said = say("Hello");
  await sandbox.background.settled();
  const reply = engage.contents.get((said.ok && said.content?.id) || "") ?? expect.fail("no reply");
  const hanna = engage.users.get(engageIds.users.hanna) ?? expect.fail("no Hanna");
  expect(deeds.remove(sandbox, hanna, reply)).toMatchObject({ reason: expect.stringContaining("destroy") });
  expect(deeds.remove(sandbox, malik, content)).toMatchObject({ ok: false });
  expect(deeds.remove(sandbox, malik, reply)).toEqual({ ok: true });
  await sandbox.background.settled();
  expect(engage.contents.get(reply.id)?.remotelyDeleted).toBe(true);
});
