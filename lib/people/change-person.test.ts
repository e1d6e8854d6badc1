import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actorOfSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { changePerson } from "./change-person.ts";
import { createUser } from "./create-user.ts";
import { deleteUser } from "./delete-user.ts";
import { setUserDisabled } from "./disable-user.ts";
import { getPerson } from "./reads.ts";

withTestDatabase();

const ctx = testCtx("admin", { id: "usr_other", name: "Other admin" });
const password = "a long enough password";
let ann = "";
let sue = "";
beforeAll(async () => {
  const [admin, supervisor] = ["admin", "supervisor"] as const;
  ann = (await createUser(ctx, { email: "ann@example.com", name: "Ann", role: admin, password })).id;
  sue = (await createUser(ctx, { email: "sue@example.com", name: "Sue", role: supervisor, password })).id;
});
beforeEach(async () => {
  await db().user.updateMany({ where: { id: ann }, data: { role: "admin", disabledAt: null } });
});

const change = async (id: string, role: "admin" | "operator" | "supervisor" | "auditor", who = ctx) =>
  changePerson(who, id, { name: "Sue", role, revision: (await getPerson(ctx, id)).revision });

describe("a role", () => {
  test("counts from the next request of an open session on", async () => {
    const session = await signIn({ email: "sue@example.com", password }, { now: new Date() });
    const roleNow = async () =>
      (await actorOfSession(session?.sessionId ?? "", new Date()))?.actor as { role?: string };
    expect((await roleNow()).role).toBe("supervisor");
    for (const role of ["operator", "auditor", "supervisor"] as const) {
      await change(sue, role);
      expect((await roleNow()).role).toBe(role);
    }
    const rows = await db().auditEntry.findMany({ where: { action: "user.role_changed" } });
    expect(rows[0]).toMatchObject({ before: { role: "supervisor" }, after: { role: "operator" } });
  });

  test("is nobody's own to change", async () => {
    const self = testCtx("admin", { id: ann });
    await expect(change(ann, "operator", self)).rejects.toMatchObject({
      options: { fields: { role: expect.stringContaining("your own role") } },
    });
  });
});

describe("the last admin", () => {
  test("can be neither demoted, nor disabled, nor deleted", async () => {
    for (const attempt of [
      () => change(ann, "auditor"),
      () => setUserDisabled(ctx, ann, true),
      () => deleteUser(ctx, ann),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: "in_use",
        options: { title: "This is the last admin" },
      });
    }
  });

  test("is still there when two admins demote each other at the same moment", async () => {
    const second = await createUser(ctx, { email: "bea@example.com", name: "Bea", role: "admin", password });
    const asked = [ann, second.id].map(async (id) => ({ id, revision: (await getPerson(ctx, id)).revision }));
    const outcomes = await Promise.allSettled(
      (await Promise.all(asked)).map(({ id, revision }) =>
        changePerson(ctx, id, { name: "X", role: "auditor", revision }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
    await db().user.delete({ where: { id: second.id } });
  });
});

test("the second of two who edit the same person is told who changed what", async () => {
  const { revision } = await getPerson(ctx, sue);
  const rita = testCtx("admin", { id: "usr_rita", name: "Rita" });
  await changePerson(rita, sue, { name: "Susan", role: "operator", revision });
  await expect(changePerson(ctx, sue, { name: "Sue", role: "auditor", revision })).rejects.toMatchObject({
    code: "conflict",
    options: { detail: expect.stringMatching(/^Rita changed it at .*: name, role\.$/) },
  });
});

test("who is deleted is gone with their sessions, and stays in the audit log by name", async () => {
  const gone = await createUser(ctx, { email: "gus@example.com", name: "Gus", role: "operator", password });
  const session = await signIn({ email: gone.email, password }, { now: new Date() });
  await deleteUser(ctx, gone.id);
  expect(await actorOfSession(session?.sessionId ?? "", new Date())).toBeUndefined();
  const row = await db().auditEntry.findFirst({ where: { action: "user.deleted" } });
  expect(row?.before).toMatchObject({ name: "Gus", email: "gus@example.com" });
  await expect(deleteUser(testCtx("admin", { id: ann }), ann)).rejects.toMatchObject({
    options: { title: "This is you" },
  });
});
