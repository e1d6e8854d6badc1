import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { OUTCOMES } from "../schema.ts";
import { tellConversation } from "./tell-conversation.ts";

withTestDatabase();

const AT = new Date("2026-11-21T08:15:00.000Z");

beforeAll(async () => {
  const id = "5f2b8c1e5d4a4f6b9a7c0e1d";
  await db().handoverProvider.create({
    data: { id, name: "Support", kind: "cxone", bot: { adapter: "demo" }, settings: {}, byocClientId: id },
  });
  await db().conversation.create({ data: { id: "cnv_1", providerId: id, visitorHash: "x" } });
});

test("the visitor is told of each end what became of the call, once", async () => {
  for (const outcome of OUTCOMES) {
    const told = { id: `trf_${outcome}`, conversationId: "cnv_1", outcome, target: "Sales DE", at: AT };
    for (let times = 0; times < 2; times++) await db().$transaction((tx) => tellConversation(tx, told));
  }
  const messages = await db().message.findMany({
    where: { conversationId: "cnv_1" },
    orderBy: { id: "asc" },
  });
  expect(messages.map(({ externalId, author, text }) => [externalId, author, text])).toEqual([
    ["transfer.trf_connected.ended", "system", "Your call is connected to Sales DE."],
    ["transfer.trf_fallback.ended", "system", "Your call is connected to Sales DE."],
    ["transfer.trf_voicemail.ended", "system", "Nobody could take your call, so it went to voicemail."],
    ["transfer.trf_failed.ended", "system", "Your call could not be transferred."],
    ["transfer.trf_disconnected.ended", "system", "Your call has ended."],
    ["transfer.trf_unknown.ended", "system", "We do not know whether your call was transferred."],
    ["transfer.trf_cancelled.ended", "system", "The transfer of your call was cancelled."],
  ]);
  expect((await db().conversation.findUnique({ where: { id: "cnv_1" } }))?.lastMessageAt).toEqual(AT);
});

test("a conversation that retention has taken keeps no transfer from ending", async () => {
  const told = { id: "trf_9", conversationId: "cnv_gone", outcome: "connected", target: "", at: AT } as const;
  await db().$transaction((tx) => tellConversation(tx, told));
  expect(await db().message.count({ where: { conversationId: "cnv_gone" } })).toBe(0);
});
