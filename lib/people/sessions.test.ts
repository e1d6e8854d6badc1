import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { actorOfSession } from "#lib/auth/session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { changeOwnPassword } from "./change-own-password.ts";
import { createUser } from "./create-user.ts";
import { endOtherSessions, endSession, endSessionsOf } from "./end-sessions.ts";
import { listOwnSessions } from "./list-sessions.ts";
import { getPerson } from "./reads.ts";

withTestDatabase();

const admin = testCtx("admin", { id: "usr_root" });
const password = "a long enough password";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const people: Record<string, string> = {};

beforeAll(async () => {
  for (const name of ["ann", "bob", "cat"]) {
    const input = { email: `${name}@example.com`, name, role: "supervisor", password } as const;
    people[name] = (await createUser(admin, input)).id;
  }
});

/** Signs somebody in from a browser; gives the ctx of their next request. */
async function browser(name: string, more: { now?: Date; formerSessionId?: string } = {}): Promise<Ctx> {
  const request = { now: new Date(), ip: "192.0.2.1", userAgent: FIREFOX, ...more };
  const signedIn = await signIn({ email: `${name}@example.com`, password }, request);
  const found = await actorOfSession(signedIn?.sessionId ?? "", request.now);
  if (!found) throw new Error(`${name} is not signed in`);
  return { ...testCtx("supervisor"), ...found };
}
const isOpen = async (ctx: Ctx) => (await actorOfSession(ctx.session?.id ?? "", new Date())) !== undefined;

describe("my sessions", () => {
  test("tell browser, address and since when, this one first; ended and idle ones are left out", async () => {
    await browser("ann", { now: new Date(Date.now() - 5 * 3_600_000) });
    const [first, here] = [await browser("ann"), await browser("ann")];
    const listed = await listOwnSessions(here);
    expect(listed.map(({ id }) => id)).toEqual([here.session?.id, first.session?.id]);
    expect(listed[0]).toMatchObject({ browser: "Firefox 140 on Linux", ip: "192.0.2.1", current: true });
    expect(listed[1]?.current).toBe(false);
  });

  test("can be ended one by one, or all others at once; those of others are not found", async () => {
    const [one, two, here] = [await browser("bob"), await browser("bob"), await browser("bob")];
    const stranger = await browser("cat");
    await expect(endSession(stranger, one.session?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    await endSession(here, one.session?.id ?? "");
    expect([await isOpen(one), await isOpen(two)]).toEqual([false, true]);
    expect(await endOtherSessions(here)).toEqual({ ended: 1 });
    expect([await isOpen(two), await isOpen(here), await isOpen(stranger)]).toEqual([false, true, true]);
  });

  test("an admin sees and ends those of a person; a supervisor does neither", async () => {
    const theirs = await browser("cat");
    const seen = await getPerson(admin, people.cat ?? "");
    expect(seen.sessions.map(({ id }) => id)).toContain(theirs.session?.id);
    await expect(getPerson(theirs, people.cat ?? "")).rejects.toMatchObject({ code: "forbidden" });
    await expect(endSessionsOf(theirs, people.bob ?? "")).rejects.toMatchObject({ code: "forbidden" });
    await endSessionsOf(admin, people.cat ?? "");
    expect(await isOpen(theirs)).toBe(false);
  });

  test("signing in again in the same browser ends the session it had", async () => {
    const before = await browser("ann");
    const now = await browser("ann", { formerSessionId: before.session?.id ?? "" });
    expect([await isOpen(before), await isOpen(now)]).toEqual([false, true]);
  });
});

describe("my own password", () => {
  test("is changed with the old one alone; every other session ends and this one stays", async () => {
    const [other, here] = [await browser("bob"), await browser("bob")];
    const input = { current: "not the old one", password: "another good password" };
    await expect(changeOwnPassword(here, input)).rejects.toMatchObject({
      options: { fields: { current: expect.any(String) } },
    });
    await changeOwnPassword(here, { ...input, current: password });
    expect([await isOpen(other), await isOpen(here)]).toEqual([false, true]);
    const again = { email: "bob@example.com", password: input.password };
    expect(await signIn(again, { now: new Date() })).toBeDefined();
  });

  test("cannot be changed by a script", async () => {
    const script: Ctx = { ...admin, actor: { kind: "apiToken", id: "tok_1", name: "x", role: "admin" } };
    delete script.session;
    await expect(changeOwnPassword(script, { current: "x", password })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
