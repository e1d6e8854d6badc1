import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { makeConversation, makeHandover } from "#lib/bridge/test-bridge.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { countTransfer } from "#lib/transfers/log/count-transfer.ts";
import { logTransfer } from "#lib/transfers/log/scene.ts";
import { makeVoiceConnection } from "#lib/transfers/run/scene.ts";
import { clearLogs } from "./clear-logs.ts";
import { getRetention } from "./reads.ts";
import { retentionInput } from "./schema.ts";
import { updateRetention } from "./update-retention.ts";

withTestDatabase();

const ctx = systemCtx("test");
const as = (role: Role) => ({ ...ctx, actor: { kind: "user", id: "usr_1", name: "Ann", role } as const });
const NOW = new Date("2026-11-21T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

const INPUT = { requestLogDays: 30, deliveriesDays: 30, transferDays: 400, outboundDays: 400 };

beforeEach(async () => {
  await db().retention.update({ where: { id: 1 }, data: INPUT });
  await pool().query(
    "DELETE FROM request_log; DELETE FROM bridge_call; DELETE FROM relay_waiting; DELETE FROM relay_event",
  );
});

const call = (days: number) =>
  pool().query(
    `INSERT INTO request_log (id, at, operation, method, host, path, status, duration_ms, attempt, request_id, request_headers)
     VALUES ($1, $2, 'op', 'GET', 'h', '/p', 200, 1, 1, 'req_retention', '{}')`,
    [randomUUID(), daysAgo(days)],
  );

describe("clearing", () => {
  test("takes what is older than the setting and leaves the rest, each log by its own", async () => {
    for (const days of [0, 6, 8, 29, 31, 90]) await call(days);
    for (const days of [0, 6, 8]) {
      await pool().query(
        "INSERT INTO bridge_call (at, endpoint, verdict, status, request_id) VALUES ($1, 'token', 'bad_token', 401, 'r')",
        [daysAgo(days)],
      );
    }
    await db().retention.update({ where: { id: 1 }, data: { deliveriesDays: 7 } });
    expect(await clearLogs(pool(), NOW)).toMatchObject({ requests: 2, calls: 1 });
    const left = await db().requestLog.findMany({ orderBy: { at: "asc" } });
    expect(left.map((row) => row.at)).toEqual([29, 8, 6, 0].map(daysAgo));
    expect(await db().bridgeCall.count()).toBe(2);
    expect(await clearLogs(pool(), NOW)).toEqual({
      months: 0,
      requests: 0,
      calls: 0,
      events: 0,
      transfers: 0,
      outbound: 0,
      lists: 0,
    });
  });

  test("takes transfers by a setting of their own, and leaves their tally", async () => {
    for (const days of [1, 399, 401, 900]) await logTransfer({ id: `trf_${days}`, at: daysAgo(days) });
    const tally = { connectionId: "con_1", queueId: "1", outcome: "connected", reason: null, durationMs: 1 };
    await db().$transaction((tx) => countTransfer(tx, { ...tally, at: daysAgo(900) }));
    expect(await clearLogs(pool(), NOW)).toMatchObject({ transfers: 2 });
    await db().retention.update({ where: { id: 1 }, data: { transferDays: 7 } });
    expect(await clearLogs(pool(), NOW)).toMatchObject({ transfers: 1 });
    expect(await db().transfer.findMany({ select: { id: true } })).toEqual([{ id: "trf_1" }]);
    expect(await db().transferTally.count()).toBe(1);
  });

  test("takes placed calls that have ended, their keys, and lists once they are empty; what waits stays", async () => {
    const connectionId = await makeVoiceConnection();
    const list = (id: string, days: number) =>
      db().outboundList.create({
        data: {
          id,
          at: daysAgo(days),
          name: id,
          connectionId,
          campaignId: "c",
          campaignName: "C",
          state: "done",
          rowCount: 1,
          changedBy: "Ann",
          changedAt: daysAgo(days),
          actorName: "Ann",
          requestId: "r",
        },
      });
    const placed = async (
      id: string,
      days: number,
      { ended = true, listId }: { ended?: boolean; listId?: string } = {},
    ) => {
      await db().outboundCall.create({
        data: {
          id,
          at: daysAgo(days),
          connectionId,
          campaignId: "c",
          campaignName: "C",
          phoneNumber: `+4930${id.length}${days}`,
          agentId: id,
          agentName: "Priya",
          state: {},
          phase: ended ? "done" : "waiting",
          endedAt: ended ? daysAgo(days) : null,
          actor: {},
          actorName: "Ann",
          requestId: "r",
          ...(listId ? { listId, rowNumber: days } : {}),
        },
      });
      await db().outboundKey.create({ data: { actorId: "usr_1", key: id, asked: "", callId: id } });
    };
    await list("lst_old", 500);
    await list("lst_open", 500);
    await placed("new", 399);
    await placed("old", 401);
    await placed("row", 450, { listId: "lst_old" });
    await placed("waits", 450, { listId: "lst_open", ended: false });
    expect(await clearLogs(pool(), NOW)).toMatchObject({ outbound: 2, lists: 1 });
    const ids = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id).toSorted();
    expect(await ids(db().outboundCall.findMany({ select: { id: true } }))).toEqual(["new", "waits"]);
    expect(await ids(db().outboundList.findMany({ select: { id: true } }))).toEqual(["lst_open"]);
    expect(await db().outboundKey.count()).toBe(2);
  });

  test("drops whole months, and not the one in which the bound lies", async () => {
    for (const month of ["2025-08-15", "2025-09-15", "2026-10-15"]) {
      await pool().query("SELECT ensure_month_partition('request_log', $1::date)", [month]);
    }
    await call(460);
    expect(await clearLogs(pool(), NOW)).toMatchObject({ months: 2, requests: 0 });
    const { rows } = await pool().query(
      "SELECT to_regclass('request_log_202508') AS gone, to_regclass('request_log_202610') AS kept",
    );
    expect(rows).toEqual([{ gone: null, kept: "request_log_202610" }]);
  });

  test("gives way to somebody who reads the log, and does it the next time", async () => {
    await pool().query("SELECT ensure_month_partition('request_log', '2025-07-15'::date)");
    const reader = await pool().connect();
    await reader.query("BEGIN; SELECT count(*) FROM request_log");
    try {
      expect((await clearLogs(pool(), NOW)).months).toBe(0);
    } finally {
      await reader.query("ROLLBACK");
      reader.release();
    }
    expect((await clearLogs(pool(), NOW)).months).toBe(1);
  });

  test("never takes a delivery that is still to be carried out", async () => {
    const { providerId } = await makeHandover();
    const { id } = await makeConversation(providerId);
    const event = (externalId: string) =>
      db().relayEvent.create({
        data: {
          shard: 1,
          providerId,
          conversationKey: id,
          kind: "agent.message",
          externalId,
          payload: {},
          receivedAt: daysAgo(300),
        },
      });
    const [parked, done] = [await event("parked"), await event("done")];
    await db().relayWaiting.create({ data: { shard: 1, eventId: parked.id, conversationKey: id, state: 2 } });
    expect(await clearLogs(pool(), NOW)).toMatchObject({ events: 1 });
    expect(await db().relayEvent.findMany({ select: { id: true } })).toEqual([{ id: parked.id }]);
    expect(done.id).not.toBe(parked.id);
  });
});

describe("the setting", () => {
  test.each([
    [0, false],
    [1, true],
    [400, true],
    [401, false],
    [1.5, false],
  ])("%d days: %s", (days, allowed) => {
    expect(retentionInput.safeParse({ ...INPUT, requestLogDays: days }).success).toBe(allowed);
    expect(retentionInput.safeParse({ ...INPUT, deliveriesDays: days }).success).toBe(allowed);
    expect(retentionInput.safeParse({ ...INPUT, transferDays: days }).success).toBe(allowed);
    expect(retentionInput.safeParse({ ...INPUT, outboundDays: days }).success).toBe(allowed);
  });

  test("two admins at once: the second is told who changed what", async () => {
    const { version } = await getRetention(as("admin"));
    await updateRetention(as("admin"), { ...INPUT, requestLogDays: 14, version });
    const second = updateRetention(as("admin"), { ...INPUT, requestLogDays: 90, version });
    await expect(second).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^Ann changed it .*requestLogDays/),
    });
    expect(await getRetention(as("auditor"))).toMatchObject({ requestLogDays: 14, version: version + 1 });
  });

  test("is for admins; auditors read it", async () => {
    for (const role of ["operator", "supervisor"] as const) {
      await expect(getRetention(as(role))).rejects.toMatchObject({ code: "forbidden" });
    }
    const change = updateRetention(as("auditor"), { ...INPUT, version: 1 });
    await expect(change).rejects.toMatchObject({ code: "forbidden" });
  });
});
