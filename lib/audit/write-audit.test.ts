import { describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { verifyChain } from "./verify-chain.ts";
import { writeAudit } from "./write-audit.ts";

withTestDatabase();

const append = (action: string, after: unknown = { n: 1, b: [1.5, "ü"], a: null }) =>
  db().$transaction((tx) => writeAudit(tx, systemCtx("test"), { action, object: "thing:1", after }));

describe("the audit chain", () => {
  test("parallel writers make one chain that verifies", async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => append(`thing.changed${i}`)));
    expect(await verifyChain(db())).toMatchObject({ ok: true, rows: 12 });
  });

  test("a change that fails leaves no row", async () => {
    const before = await db().auditEntry.count();
    const failing = db().$transaction(async (tx) => {
      await writeAudit(tx, systemCtx("test"), { action: "thing.lost", object: "thing:1" });
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    expect(await db().auditEntry.count()).toBe(before);
  });

  test("UPDATE, DELETE and TRUNCATE are refused by the database", async () => {
    await append("thing.kept");
    for (const sql of [
      "UPDATE audit_entry SET action = 'x'",
      "DELETE FROM audit_entry",
      "TRUNCATE audit_entry",
    ]) {
      await expect(db().$executeRawUnsafe(sql)).rejects.toThrow("append-only");
    }
  });

  test("secrets never reach a row", async () => {
    await append("thing.secret", { deep: [{ clientSecret: "canary-5f1c" }] });
    const rows = await db().$queryRaw<{ text: string }[]>`SELECT audit_entry::text AS text FROM audit_entry`;
    expect(rows.map((row) => row.text).join()).not.toContain("canary-5f1c");
  });

  test("verification names a row that was changed behind the trigger, and rows cut off at the end", async () => {
    await append("thing.last");
    const whole = await verifyChain(db());
    expect(whole.ok).toBe(true);
    await db()
      .$transaction(async (tx) => {
        await tx.$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER USER");
        await tx.$executeRawUnsafe("UPDATE audit_entry SET actor_name = 'mallory' WHERE seq = 3");
        expect(await verifyChain(tx as never)).toMatchObject({ ok: false, seq: 3 });
        throw new Error("roll back");
      })
      .catch(() => {});
    const anchor = whole.ok ? { seq: whole.rows, hash: whole.head } : { seq: 0, hash: "" };
    await db().$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER USER");
    await db().$executeRaw`DELETE FROM audit_entry WHERE seq = ${anchor.seq}`;
    const last = await db().auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    await db().auditHead.update({ where: { id: 1 }, data: { seq: last.seq, hash: last.hash } });
    expect(await verifyChain(db())).toMatchObject({ ok: true });
    expect(await verifyChain(db(), anchor)).toMatchObject({ ok: false, seq: anchor.seq });
  });
});
