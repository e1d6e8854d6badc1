import { describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { createPool, db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { appendAudit, createAuditAppender } from "./append-audit.ts";
import { write } from "./scene.ts";
import { verifyChain } from "./verify-chain.ts";

const database = withTestDatabase();
const ctx = systemCtx("test");
const many = (count: number) => Array.from({ length: count }, (_, n) => n);

describe("appending without a change", () => {
  test("is on disk once it is acknowledged, with what it said", async () => {
    await appendAudit(ctx, {
      action: "session.refused",
      object: "user:unknown",
      after: { quote: 'a "b" \\ c', list: ["{x}", null] },
      reason: '  , {} " \\ ',
    });
    const row = await db().auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(row).toMatchObject({
      action: "session.refused",
      result: "refused",
      before: null,
      after: { quote: 'a "b" \\ c', list: ["{x}", null] },
      reason: '  , {} " \\ ',
    });
  });

  test("makes one chain with the changes of other transactions and with other processes", async () => {
    const others = [createPool(database.url(), 2), createPool(database.url(), 2)];
    const appenders = others.map((other) => createAuditAppender({ pool: other }));
    const { rows: before } = await verifyChain({ anchors: [] });
    await Promise.all([
      ...many(300).map((n) => appendAudit(ctx, { action: "thing.seen", object: `thing:${n}` })),
      ...many(300).map((n) => appenders[n % 2]?.append(ctx, { action: "thing.seen", object: `other:${n}` })),
      ...many(20).map((n) => write({ object: `changed:${n}` })),
    ]);
    expect(await verifyChain({ anchors: [] })).toMatchObject({ ok: true, rows: before + 620 });
    for (const other of others) await other.end();
  });

  test("keeps the order in which one caller appends", async () => {
    const appender = createAuditAppender({ pool: pool() });
    await Promise.all(
      many(50).map((n) => appender.append(ctx, { action: "thing.counted", object: `n:${n}` })),
    );
    await appender.close();
    const rows = await db().auditEntry.findMany({
      where: { action: "thing.counted" },
      orderBy: { seq: "asc" },
    });
    expect(rows.map((row) => row.object)).toEqual(many(50).map((n) => `n:${n}`));
  });

  test("one that cannot be kept does not take its neighbours with it", async () => {
    const appender = createAuditAppender({ pool: pool() });
    const never = { ...ctx, now: () => new Date(8.64e15) };
    const appended = await Promise.allSettled([
      appender.append(ctx, { action: "thing.first", object: "thing:1" }),
      appender.append(never, { action: "thing.never", object: "thing:1" }),
      appender.append(ctx, { action: "thing.second", object: "thing:1" }),
    ]);
    expect(appended.map((one) => one.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await verifyChain({ anchors: [] })).toMatchObject({ ok: true });
  });
});
