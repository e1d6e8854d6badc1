import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { type Db, db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { anchorHead } from "./anchor.ts";
import { verifyAudit } from "./verify-audit.ts";
import { verifyChain } from "./verify-chain.ts";
import { writeAudit } from "./write-audit.ts";

withTestDatabase();

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-anchor-"));
const ctx = systemCtx("test");
const as = (role: Role): Ctx => ({ ...ctx, actor: { kind: "user", id: "usr_1", name: "Ann", role } });
const append = () =>
  db().$transaction((tx) =>
    writeAudit(tx, ctx, { action: "thing.changed", object: "thing:1", after: { n: 1 } }),
  );
/** What a person with the database's password can do. */
const tamper = async (sql: string) => {
  await db().$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER USER");
  await db().$executeRawUnsafe(sql);
  await db().$executeRawUnsafe("ALTER TABLE audit_entry ENABLE TRIGGER USER");
};

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", dataDir);
  for (let n = 0; n < 5; n++) await append();
});
afterAll(() => {
  vi.unstubAllEnvs();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

describe("verifying the audit log", () => {
  test("says that it is whole, and up to where it is anchored", async () => {
    expect(await verifyAudit(as("auditor"))).toMatchObject({ ok: true, rows: 5, anchor: null });
    await anchorHead(new Date());
    expect(await verifyAudit(as("admin"))).toMatchObject({ ok: true, rows: 5, anchor: { seq: 5 } });
  });

  test("takes a row that is written meanwhile for no damage", async () => {
    const busy = new Proxy(db(), {
      get: (target, name, receiver) =>
        name === "auditEntry"
          ? {
              ...target.auditEntry,
              findMany: async (...input: Parameters<Db["auditEntry"]["findMany"]>) => {
                await append();
                return target.auditEntry.findMany(...input);
              },
            }
          : Reflect.get(target, name, receiver),
    });
    expect(await verifyChain(busy)).toMatchObject({ ok: true, rows: 5 });
    expect(await verifyChain(db())).toMatchObject({ ok: true, rows: 6 });
  });

  test("names a row that was put behind the head", async () => {
    await tamper(`INSERT INTO audit_entry SELECT seq + 1, at, actor_kind, actor_id, actor_name, action, object,
      before, after, request_id, ip, hash, hash FROM audit_entry ORDER BY seq DESC LIMIT 1`);
    expect(await verifyAudit(as("admin"))).toMatchObject({ ok: false, seq: 7 });
    await tamper("DELETE FROM audit_entry WHERE seq = 7");
  });

  test("names a row that was changed", async () => {
    await tamper("UPDATE audit_entry SET object = 'thing:2' WHERE seq = 3");
    expect(await verifyAudit(as("admin"))).toMatchObject({
      ok: false,
      rows: 2,
      seq: 3,
      problem: "row 3 (thing.changed) was changed after it was written",
    });
  });

  test.each<Role>(["operator", "supervisor"])("is not for %s", async (role) => {
    await expect(verifyAudit(as(role))).rejects.toMatchObject({ code: "forbidden" });
  });
});
