import { describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { at, tamper, write } from "./scene.ts";
import { verifyChain } from "./verify-chain.ts";
import { writeAudit } from "./write-audit.ts";

withTestDatabase();

const verdict = () => verifyChain({ anchors: [] });

describe("the audit chain", () => {
  test("parallel writers make one chain that verifies, whatever they wrote", async () => {
    const after = {
      n: 1,
      b: [1.5, 1e21, "ü😀", "a\0b", "\\u0000", "\ud800"],
      a: null,
      "z\0": { é: undefined, at },
    };
    await Promise.all(Array.from({ length: 12 }, (_, n) => write({ object: `thing:\0${n}\ud800`, after })));
    expect(await verdict()).toMatchObject({ ok: true, rows: 12 });
    const row = await db().auditEntry.findFirstOrThrow({ where: { seq: 1 } });
    expect(row.after).toEqual({
      n: 1,
      b: [1.5, 1e21, "ü😀", "ab", "\\u0000", "\ud800"],
      a: null,
      z: { at: at.toISOString() },
    });
  });

  test("tells how it went, and why when somebody said so", async () => {
    await write({ action: "session.refused" });
    await write({ action: "thing.exported", result: "failed", reason: "The reader left" });
    const rows = await db().auditEntry.findMany({ orderBy: { seq: "desc" }, take: 2 });
    expect(rows.map(({ result, reason }) => [result, reason])).toEqual([
      ["failed", "The reader left"],
      ["refused", null],
    ]);
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

  test("UPDATE, DELETE and TRUNCATE are refused by the database, by way of a partition too", async () => {
    await write();
    const partitions = await db().$queryRaw<{ name: string }[]>`
      SELECT ensure_month_partition('audit_entry', '2031-05-01')::text AS name
      UNION ALL SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass`;
    const names = [
      "audit_entry",
      "audit_entry_203105",
      ...partitions.map(({ name }) => name).filter(Boolean),
    ];
    expect(names.length).toBeGreaterThan(4);
    for (const name of new Set(names)) {
      await expect(db().$executeRawUnsafe(`TRUNCATE ${name}`)).rejects.toThrow("append-only");
    }
    for (const statement of ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"]) {
      await expect(db().$executeRawUnsafe(statement)).rejects.toThrow("append-only");
    }
    const holding = await db().$queryRaw<
      { name: string }[]
    >`SELECT DISTINCT tableoid::regclass::text AS name FROM audit_entry`;
    for (const { name } of holding) {
      await expect(db().$executeRawUnsafe(`DELETE FROM ${name}`)).rejects.toThrow("append-only");
      await expect(db().$executeRawUnsafe(`UPDATE ${name} SET action = 'x'`)).rejects.toThrow("append-only");
    }
  });

  test("a month whose rows came before its partition stays where they are", async () => {
    await write({}, { ...systemCtx("test"), now: () => new Date("2041-03-05T00:00:00Z") });
    await db()
      .$executeRaw`SELECT ensure_month_partition('audit_entry', '2041-03-01'), ensure_month_partition('audit_entry', '2041-04-01')`;
    const [made] = await db().$queryRaw<{ old: string | null; next: string | null }[]>`
      SELECT to_regclass('audit_entry_204103')::text AS old, to_regclass('audit_entry_204104')::text AS next`;
    expect(made).toEqual({ old: null, next: "audit_entry_204104" });
  });

  test("secrets never reach a row", async () => {
    await write({ action: "thing.secret", after: { deep: [{ clientSecret: "canary-5f1c" }] } });
    const rows = await db().$queryRaw<{ text: string }[]>`SELECT audit_entry::text AS text FROM audit_entry`;
    expect(rows.map((row) => row.text).join()).not.toContain("canary-5f1c");
  });

  test("a very long change is written, and found by what stands at its beginning", async () => {
    const words = Array.from({ length: 200_000 }, (_, n) => `w${n.toString(36)}`).join(" ");
    await expect(write({ action: "thing.imported", after: { words } })).resolves.toBeUndefined();
  });
});

test("rows of version 1 still verify, and count as changed once something is put into what their hash does not cover", async () => {
  const { chainHashV1 } = await import("./chain.ts");
  const { canonicalJson } = await import("./canonical-json.ts");
  const after = { b: 1, a: { d: [1, "ü"], c: null } };
  await tamper("DELETE FROM audit_entry");
  let previous: Uint8Array<ArrayBufferLike> = new Uint8Array(32);
  for (let seq = 1; seq <= 3; seq++) {
    const facts = {
      seq,
      at,
      actorKind: "user",
      actorId: "usr_1",
      actorName: "Ann",
      action: "thing.changed",
      object: "thing:1",
      before: null,
      after: canonicalJson(after),
      requestId: "req_1",
      ip: null,
      result: null,
      reason: null,
    };
    const hash = chainHashV1(previous, facts);
    const { before: _, ...row } = facts;
    await db().auditEntry.create({
      data: { ...row, version: 1, after, prevHash: new Uint8Array(previous), hash: new Uint8Array(hash) },
    });
    previous = hash;
  }
  await tamper(
    `UPDATE audit_head SET seq = 3, hash = decode('${Buffer.from(previous).toString("hex")}', 'hex')`,
  );
  await write();
  expect(await verdict()).toMatchObject({ ok: true, rows: 4 });
  await tamper("UPDATE audit_entry SET reason = 'put in later' WHERE seq = 2");
  expect(await verdict()).toMatchObject({ ok: false, damages: [{ kind: "changed", seq: 2 }] });
});
