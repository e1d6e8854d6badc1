import { expect, test } from "vitest";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import { actorOfSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createUser } from "./create-user.ts";
import { grantNumbers } from "./grant-numbers.ts";

withTestDatabase();

const admin = testCtx("admin", { id: "usr_admin", name: "Ada" });
const password = "a long enough password";

test("an admin grants numbers to a supervisor and takes them back: it counts from the next request of an open session on", async () => {
  const { id } = await createUser(admin, {
    email: "sue@example.com",
    name: "Sue",
    role: "supervisor",
    password,
  });
  const session = await signIn({ email: "sue@example.com", password }, { now: new Date() });
  const sees = async () => {
    const found = await actorOfSession(session?.sessionId ?? "", new Date());
    return found && seesNumbers({ actor: found.actor });
  };
  expect(await sees()).toBe(false);
  expect(await grantNumbers(admin, id, true)).toMatchObject({ seesNumbers: true });
  await grantNumbers(admin, id, true);
  expect(await sees()).toBe(true);
  await grantNumbers(admin, id, false);
  expect(await sees()).toBe(false);
  const written = await db().auditEntry.findMany({
    where: { object: `user:${id}`, action: { startsWith: "user.numbers" } },
    orderBy: { seq: "asc" },
  });
  expect(written.map(({ action, actorName }) => [action, actorName])).toEqual([
    ["user.numbers_granted", "Ada"],
    ["user.numbers_withdrawn", "Ada"],
  ]);
});

test("nobody grants them to themselves, and only an admin who has just signed in grants them", async () => {
  for (const role of ["operator", "supervisor", "auditor"] as const) {
    await expect(grantNumbers(testCtx(role), "usr_1", true)).rejects.toMatchObject({ code: "forbidden" });
  }
  const stale = testCtx("admin", { authenticatedAt: new Date(0) });
  await expect(grantNumbers(stale, "usr_1", true)).rejects.toMatchObject({ code: "reauth_required" });
  await expect(grantNumbers(admin, "usr_gone", true)).rejects.toMatchObject({ code: "not_found" });
});
