import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { makeConversation, makeHandover } from "#lib/bridge/test-bridge.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { shardOf } from "#lib/handover/relay/shard.ts";
import { getChat, getConversation, listConversations } from "./reads.ts";
import { resumeConversation } from "./resume-conversation.ts";
import { conversationQuery } from "./schema.ts";

withTestDatabase();

const as = (role: Role): Ctx => ({
  actor: { kind: "user", id: "usr_1", name: "Ada", role },
  requestId: "req_test",
  now: () => new Date(),
});
const list = (query: Record<string, string> = {}) =>
  listConversations(as("supervisor"), conversationQuery.parse(query));
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));

let providerId: string;
const ids: string[] = [];

beforeAll(async () => {
  providerId = (await makeHandover()).providerId;
  for (let index = 0; index < 7; index++) {
    const { id } = await makeConversation(providerId);
    ids.push(id);
    // Two share a moment, so that a page may be cut between them.
    const lastMessageAt = at(index === 4 ? 3 : index);
    const visitorName = index === 2 ? "Kim_Lee" : "Somebody";
    await db().conversation.update({ where: { id }, data: { lastMessageAt, visitorName } });
    await db().message.create({
      data: {
        conversationId: id,
        externalId: `${id}.1`,
        author: "visitor",
        text: index === 5 ? "Where is my parcel from Zürich?" : "hello",
        sentAt: lastMessageAt,
      },
    });
  }
  await db().conversation.update({
    where: { id: ids[1] ?? "" },
    data: { state: "agent", contactId: "20042", parkedAt: at(9), parkedReason: "CXone answered 400" },
  });
});

describe("the list of conversations", () => {
  test("pages down and up again without repeating or losing one, also where two moved at the same moment", async () => {
    const whole = (await list()).items.map((row) => row.id);
    expect(new Set(whole).size).toBe(7);
    const down: string[] = [];
    let older: string | null = null;
    let last = await list({ limit: "2" });
    for (;;) {
      down.push(...last.items.map((row) => row.id));
      older = last.older;
      if (!older) break;
      last = await list({ limit: "2", older });
    }
    expect(down).toEqual(whole);
    const up: string[] = last.items.map((row) => row.id);
    for (let newer = last.newer; newer; ) {
      const page = await list({ limit: "2", newer });
      up.unshift(...page.items.map((row) => row.id));
      newer = page.newer;
    }
    expect(up).toEqual(whole);
  });

  test("shows conversations of both contact centres together, or those of one", async () => {
    const { providerId } = await makeHandover();
    await db().handoverProvider.update({ where: { id: providerId }, data: { kind: "engage" } });
    const { id } = await makeConversation(providerId);
    const seen = async (centre?: string) =>
      (await list({ limit: "50", ...(centre && { centre }) })).items.filter((row) => row.id === id);
    try {
      expect(await seen()).toMatchObject([{ kind: "engage" }]);
      expect(await seen("engage")).toHaveLength(1);
      expect(await seen("cxone")).toEqual([]);
    } finally {
      await db().conversation.delete({ where: { id } });
    }
  });

  test.each([
    ["the name of the visitor", "kim_l", 2],
    ["a word of the transcript", "parcel", 5],
    ["the beginning of one, in another case", "ZÜR", 5],
    ["several words", "my parcel wher", 5],
    ["the number of the contact", "20042", 1],
  ])("is searched by %s", async (_what, q, index) => {
    expect((await list({ q })).items.map((row) => row.id)).toEqual([ids[index]]);
  });

  test("is searched by id, and by signs that mean something elsewhere without harm", async () => {
    expect((await list({ q: ids[3] ?? "" })).items).toHaveLength(1);
    for (const q of ["%", "_", "' OR 1=1 --", ":*", "&|!()", "\\"]) await list({ q });
    expect((await list({ q: "no such word" })).items).toEqual([]);
  });

  test("a parked conversation is found as parked and not under its state", async () => {
    expect((await list({ state: "parked" })).items.map((row) => row.id)).toEqual([ids[1]]);
    expect((await list({ state: "agent" })).items).toEqual([]);
    expect((await list({ state: "bot,parked" })).items).toHaveLength(7);
    expect((await list({ handover: "0".repeat(24) })).items).toEqual([]);
  });
});

describe("trying a parked conversation again", () => {
  test("is for admins and operators; it frees the events, leaves an audit row, and happens once", async () => {
    const id = ids[1] ?? "";
    const event = await db().relayEvent.create({
      data: {
        shard: shardOf(id),
        providerId,
        conversationKey: id,
        kind: "visitor.message",
        externalId: `${id}.2`,
        payload: { text: "x" },
      },
    });
    const parked = { shard: event.shard, eventId: event.id, conversationKey: id, state: 2 };
    await db().relayWaiting.create({ data: { ...parked, attempts: 3, error: "CXone answered 400" } });
    expect((await getConversation(as("auditor"), id)).events).toMatchObject([
      { state: "parked", attempts: 3, error: "CXone answered 400" },
    ]);
    expect((await getConversation(as("supervisor"), id)).mayResume).toBe(false);
    for (const role of ["supervisor", "auditor"] as const) {
      await expect(resumeConversation(as(role), id)).rejects.toMatchObject({ code: "forbidden" });
    }
    const after = await resumeConversation(as("operator"), id);
    expect(after).toMatchObject({
      parkedAt: null,
      mayResume: true,
      events: [{ state: "waiting", attempts: 0 }],
    });
    await expect(resumeConversation(as("operator"), id)).rejects.toMatchObject({ code: "conflict" });
    const rows = await db().auditEntry.findMany({ where: { object: `conversation:${id}` } });
    expect(rows).toMatchObject([
      { action: "conversation.resumed", before: { parkedReason: "CXone answered 400" } },
    ]);
    await expect(resumeConversation(as("admin"), "cnv_none")).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a webchat's page knows only its name; an address that is none is none", async () => {
  expect(await getChat(providerId)).toEqual({ providerId, name: `Support ${providerId}`, sandbox: true });
  expect(await getChat("f".repeat(24))).toBeNull();
  expect(await getChat("../../etc/passwd")).toBeNull();
});
