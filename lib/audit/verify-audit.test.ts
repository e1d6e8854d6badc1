import { describe, expect, test } from "vitest";
import type { Role } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { as, at, tamper, withAnchors, write } from "./scene.ts";
import { verifyAuditJob } from "./verify-audit.job.ts";
import { getAuditCheck, verifyAudit } from "./verify-audit.ts";

withTestDatabase();
withAnchors();

describe("verifying the audit log", () => {
  test("gives the verdict and keeps it for the next who looks", async () => {
    await write();
    expect(await getAuditCheck(as("auditor"))).toEqual({ running: null, verdict: null });
    const check = await verifyAudit(as("auditor"));
    expect(check).toMatchObject({
      running: null,
      verdict: { ok: true, rows: 1, checkedAt: at.toISOString() },
    });
    expect(await getAuditCheck(as("admin"))).toEqual(check);
  });

  test("is done once at a time: who asks meanwhile is told how far it is", async () => {
    await db().auditCheck.update({
      where: { id: 1 },
      data: { startedAt: at, seenAt: at, rows: 500, total: 900 },
    });
    expect((await verifyAudit(as("admin"))).running).toEqual({
      rows: 500,
      total: 900,
      startedAt: at.toISOString(),
    });
    // Its process has died: it says nothing any more.
    const silent = new Date(at.getTime() - 60_000);
    await db().auditCheck.update({ where: { id: 1 }, data: { seenAt: silent } });
    expect((await getAuditCheck(as("admin"))).running).toBeNull();
    expect((await verifyAudit(as("admin"))).running).toBeNull();
  });

  test("goes on without whoever began it, and the worker does it by itself", async () => {
    await tamper("UPDATE audit_entry SET object = 'thing:2' WHERE seq = 1");
    await verifyAudit(as("admin"), 0);
    await expect.poll(async () => (await getAuditCheck(as("admin"))).verdict?.ok).toBe(false);
    await tamper("UPDATE audit_entry SET object = 'thing:1' WHERE seq = 1");
    await verifyAuditJob.run({});
    expect((await getAuditCheck(as("admin"))).verdict).toMatchObject({ ok: true });
  });

  test.each<Role>(["operator", "supervisor"])("is not for %s", async (role) => {
    await expect(verifyAudit(as(role))).rejects.toMatchObject({ code: "forbidden" });
    await expect(getAuditCheck(as(role))).rejects.toMatchObject({ code: "forbidden" });
  });
});
