import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { newId } from "#lib/ids.ts";
import { makeVoiceConnection } from "#lib/transfers/run/scene.ts";
import { listCallConnections } from "./list-call-connections.ts";
import { getCall, listCalls } from "./reads.ts";
import { callQuery } from "./schema.ts";
import { newCall } from "./state.ts";

withTestDatabase();
const ann = testCtx("admin");
const sue = testCtx("supervisor");
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));
let connectionId = "";
let numbers = 0;

/** A call as it is kept, and its id; what is not given was busy. */
async function kept(more: Partial<Prisma.OutboundCallUncheckedCreateInput> = {}): Promise<string> {
  numbers += 1;
  const id = newId("dial");
  await db().outboundCall.create({
    data: {
      id,
      at: at(numbers),
      connectionId,
      campaignId: "c",
      campaignName: "Callbacks",
      phoneNumber: `+4915112340${String(numbers).padStart(3, "0")}`,
      agentId: id,
      agentName: "Priya",
      state: newCall(),
      phase: "done",
      outcome: "busy",
      endedAt: at(59),
      timeline: [],
      actor: {},
      actorName: "Ann",
      requestId: "req_1",
      ...more,
    },
  });
  return id;
}
const found = async (query: object, ctx = ann) =>
  (await listCalls(ctx, callQuery.parse(query))).items.map(({ id }) => id);

beforeAll(async () => {
  connectionId = await makeVoiceConnection();
});
afterEach(async () => {
  await db().outboundCall.deleteMany();
  await db().outboundList.deleteMany();
});

describe("the calls that were placed", () => {
  test("are found by outcome, those that go on among them, by connection and by time", async () => {
    const elsewhere = await makeVoiceConnection();
    const busy = await kept();
    const answered = await kept({ outcome: "answered" });
    const open = await kept({ outcome: null, endedAt: null, phase: "following" });
    const other = await kept({ connectionId: elsewhere, outcome: "unknown" });
    expect(await found({})).toEqual([other, open, answered, busy]);
    expect(await found({ outcome: "answered" })).toEqual([answered]);
    expect(await found({ outcome: "open" })).toEqual([open]);
    expect(await found({ outcome: "open,busy,unknown" })).toEqual([other, open, busy]);
    expect(await found({ connection: elsewhere })).toEqual([other]);
    const [, second] = await db().outboundCall.findMany({ orderBy: { at: "asc" }, select: { at: true } });
    const moment = second?.at.toISOString();
    expect(await found({ from: moment })).toEqual([other, open, answered]);
    expect(await found({ to: moment })).toEqual([busy]);
  });

  test("are those of a list only when it is asked for, with the rows that wait", async () => {
    const data = { name: "L", connectionId, campaignId: "c", campaignName: "C", rowCount: 2, at: at(0) };
    const by = { changedBy: "Ann", changedAt: at(0), actorName: "Ann", requestId: "r", state: "running" };
    const { id: listId } = await db().outboundList.create({ data: { id: newId("lst"), ...data, ...by } });
    const waits = await kept({ listId, rowNumber: 2, phase: "waiting", outcome: null, endedAt: null });
    const placed = await kept({ listId, rowNumber: 3 });
    const single = await kept();
    expect(await found({})).toEqual([single, placed]);
    expect(await found({ list: listId })).toEqual([placed, waits]);
    expect(await found({ outcome: "open" })).toEqual([]);
  });

  test("are paged both ways without losing one or giving one twice, though several are of one moment", async () => {
    const ids: string[] = [];
    for (let one = 0; one < 5; one += 1) ids.push(await kept({ at: at(30) }));
    const all = ids.toSorted().reverse();
    const page = async (query: object) => listCalls(ann, callQuery.parse({ limit: "2", ...query }));
    const first = await page({});
    const second = await page({ older: first.older });
    const third = await page({ older: second.older });
    const shown = [first, second, third].map(({ items }) => items.map(({ id }) => id));
    expect(shown).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
    expect([first.newer, third.older]).toEqual([null, null]);
    const back = await page({ newer: third.newer });
    expect(back.items.map(({ id }) => id)).toEqual(all.slice(2, 4));
  });
});

test("calls are offered through connections of either dialect that nobody has paused", async () => {
  const v2 = await makeVoiceConnection({ kind: "cxone-v2" });
  const engage = await makeVoiceConnection({ kind: "engage" });
  const paused = await makeVoiceConnection({ kind: "cxone-v2" });
  await db().connection.update({ where: { id: paused }, data: { pausedAt: at(0), pausedBy: "Olga" } });
  const offered = (await listCallConnections(ann)).map(({ id }) => id);
  expect(offered).toEqual(expect.arrayContaining([connectionId, v2]));
  for (const id of [engage, paused]) expect(offered).not.toContain(id);
});

describe("a number", () => {
  test("is found and shown by those who may see it, and stands nowhere else for the others", async () => {
    const phoneNumber = "+4915112349999";
    const said = `CXone refused ${phoneNumber}.`;
    const id = await kept({
      phoneNumber,
      contactId: "k1",
      contactName: `Ida ${phoneNumber}`,
      reason: said,
      data: { callback: phoneNumber },
      timeline: [
        { at: at(1).toISOString(), kind: "refused", text: said, facts: { number: "4915112349999" } },
      ],
    });
    const granted = testCtx("supervisor");
    const grantedTo: Actor = { ...granted.actor, seesNumbers: true } as Actor;
    for (const ctx of [ann, testCtx("auditor"), { ...granted, actor: grantedTo }]) {
      expect(await found({ q: phoneNumber }, ctx)).toEqual([id]);
      expect(await found({ q: `refused ${phoneNumber}` }, ctx)).toEqual([id]);
      expect(await getCall(ctx, id)).toMatchObject({
        phoneNumber,
        reason: said,
        data: { callback: phoneNumber },
      });
    }
    for (const ctx of [sue, testCtx("operator")]) {
      expect(await found({ q: phoneNumber }, ctx)).toEqual([]);
      expect(await found({ q: "12349999" }, ctx)).toEqual([]);
      expect(await found({ q: "refused" }, ctx)).toEqual([id]);
      const text = JSON.stringify([await getCall(ctx, id), await listCalls(ctx, callQuery.parse({}))]);
      expect(text).toContain("+49 151 ••• 9999");
      expect(text).not.toContain("15112349999");
    }
  });

  test("of a call that is not there gives nothing away", async () => {
    await expect(getCall(ann, newId("dial"))).rejects.toMatchObject({ code: "not_found" });
  });
});
