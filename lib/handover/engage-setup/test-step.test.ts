import { afterEach, expect, test } from "vitest";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { findThreadByForeignId } from "#lib/engage/content-threads.ts";
import { sendToRealtime } from "#lib/engage/realtime.ts";
import { createMessage } from "#lib/engage/realtime-messages.ts";
import { newId } from "#lib/ids.ts";
import { INES, walkToReview } from "./walk-set-up.ts";
import { ana, withTestEngage } from "./with-test-engage.ts";

const { account, run, client, check } = withTestEngage();

afterEach(() => account().control("reset", {}));

/** A visitor's message that was brought to Engage; the answer is Engage's id of the thread. */
async function bring(conversationId: string): Promise<string> {
  const { realtimeUrl, realtimeToken } = account().credentials;
  const author = { id: `visitor-${conversationId}`, screenname: "Vera", puppetizable: false };
  const message = {
    id: newId("msg"),
    threadId: conversationId,
    author,
    body: "Hello",
    createdAt: new Date(),
  };
  await sendToRealtime({ realtimeUrl, realtimeToken, send: egress().send, ...createMessage(message) });
  await expect
    .poll(async () => (await findThreadByForeignId(await client(), conversationId))?.id, { timeout: 10_000 })
    .toBeDefined();
  return (await findThreadByForeignId(await client(), conversationId))?.id ?? "";
}

test("the test message is looked for in Engage, and the agent's reply and the end of it here (E-72)", async () => {
  const walk = await walkToReview(ana, account(), "Round trip", { agents: [INES] });
  expect(await run((await walk.start()).id)).toBe("done");
  for (const id of ["test.arrived", "test.agent-reply", "test.closed"]) {
    expect(await check(walk.id, id)).toMatchObject({ state: "not_applicable" });
  }
  const id = newId("cnv");
  const now = new Date();
  await db().conversation.create({
    data: {
      id,
      providerId: walk.id,
      visitorHash: id,
      state: "agent",
      contactId: "nowhere",
      lastMessageAt: now,
    },
  });
  expect(await check(walk.id, "test.arrived")).toMatchObject({
    state: "failed",
    message: "Engage shows no conversation of this name.",
  });
  expect(await check(walk.id, "test.agent-reply")).toMatchObject({ state: "failed" });

  const contactId = await bring(id);
  await db().conversation.update({ where: { id }, data: { contactId } });
  expect(await check(walk.id, "test.arrived")).toMatchObject({
    state: "passed",
    evidence: { threadId: contactId },
  });
  expect(await check(walk.id, "test.closed")).toMatchObject({ state: "not_applicable" });
});
