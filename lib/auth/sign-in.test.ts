import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createToken } from "#lib/people/create-token.ts";
import { createUser } from "#lib/people/create-user.ts";
import { setUserDisabled } from "#lib/people/disable-user.ts";
import { revokeToken } from "#lib/people/revoke-token.ts";
import { authenticate } from "./authenticate.ts";
import { systemCtx } from "./ctx.ts";
import { authSecret, sessionCookieName } from "./session-cookie.ts";
import { signIn } from "./sign-in.ts";

withTestDatabase();
const ctx = systemCtx("test");
const password = "a long enough password";
const addUser = (email: string, role: "admin" | "supervisor" = "supervisor") =>
  createUser(ctx, { email, name: email.split("@")[0] ?? email, role, password });

/** The Cookie header that next-auth would set for a session. */
const cookieOf = async (sessionId: string) =>
  `${sessionCookieName()}=${await encode({ token: { sid: sessionId }, secret: authSecret() })}`;

beforeAll(async () => {
  await addUser("admin@example.com", "admin");
});

describe("sign-in", () => {
  test("opens a session whose cookie leads to the person and the role", async () => {
    await addUser("ann@example.com");
    const signedIn = await signIn({ email: " Ann@Example.com ", password }, { now: new Date() });
    const caller = await authenticate({ cookie: await cookieOf(signedIn?.sessionId ?? "") }, new Date());
    expect(caller).toMatchObject({ by: "cookie", actor: { kind: "user", name: "ann", role: "supervisor" } });
  });

  test("gives the same answer to an unknown e-mail, a wrong password and a disabled user", async () => {
    const bob = await addUser("bob@example.com");
    expect(
      await signIn({ email: "bob@example.com", password: "wrong password!" }, { now: new Date() }),
    ).toBeUndefined();
    expect(await signIn({ email: "nobody@example.com", password }, { now: new Date() })).toBeUndefined();
    await setUserDisabled(ctx, bob.id, true);
    expect(await signIn({ email: "bob@example.com", password }, { now: new Date() })).toBeUndefined();
  });

  test("after five failures for one e-mail the right password must wait as well", async () => {
    await addUser("cat@example.com");
    for (let attempt = 0; attempt < 5; attempt++) {
      await signIn({ email: "cat@example.com", password: "wrong password!" }, { now: new Date() });
    }
    await expect(signIn({ email: "cat@example.com", password }, { now: new Date() })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  test("an office of sixty signs in from one address, and one who guesses there is stopped", async () => {
    await addUser("office@example.com");
    const ip = "203.0.113.7";
    const who = { email: "office@example.com", password };
    for (let n = 0; n < 60; n++) expect(await signIn(who, { ip, now: new Date() })).toBeDefined();
    for (let n = 0; n < 50; n++) {
      await signIn({ email: `guess${n}@example.com`, password: "wrong" }, { ip, now: new Date() });
    }
    await expect(signIn(who, { ip, now: new Date() })).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("disabling somebody ends their session with the next request, and enabling does not bring it back", async () => {
    const dan = await addUser("dan@example.com");
    const signedIn = await signIn({ email: "dan@example.com", password }, { now: new Date() });
    const cookie = await cookieOf(signedIn?.sessionId ?? "");
    expect(await authenticate({ cookie }, new Date())).toBeDefined();
    await setUserDisabled(ctx, dan.id, true);
    expect(await authenticate({ cookie }, new Date())).toBeUndefined();
    await setUserDisabled(ctx, dan.id, false);
    expect(await authenticate({ cookie }, new Date())).toBeUndefined();
  });

  test("a session runs out after 12 hours and after 4 idle ones", async () => {
    await addUser("eve@example.com");
    const now = new Date();
    const signedIn = await signIn({ email: "eve@example.com", password }, { now });
    const cookie = await cookieOf(signedIn?.sessionId ?? "");
    expect(await authenticate({ cookie }, new Date(now.getTime() + 3.9 * 3_600_000))).toBeDefined();
    expect(await authenticate({ cookie }, new Date(now.getTime() + 8 * 3_600_000))).toBeUndefined();
  });

  test("the last admin cannot be disabled", async () => {
    const admin = await db().user.findFirstOrThrow({ where: { role: "admin" } });
    await expect(setUserDisabled(ctx, admin.id, true)).rejects.toMatchObject({ code: "in_use" });
  });

  test("a cookie that nobody sealed is nobody", async () => {
    expect(
      await authenticate({ cookie: `${sessionCookieName()}=eyJhbGciOiJub25lIn0.e30.` }, new Date()),
    ).toBeUndefined();
  });
});

describe("API tokens", () => {
  test("only the hash is kept, and revoking or running out ends it at once", async () => {
    const made = await createToken(ctx, { name: "script", role: "admin", expiresInDays: 1 });
    const row = await db().apiToken.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(row)).not.toContain(made.token);
    const authorization = `Bearer ${made.token}`;
    expect(await authenticate({ authorization }, new Date())).toMatchObject({
      by: "token",
      actor: { role: "admin" },
    });
    expect(await authenticate({ authorization }, new Date(Date.now() + 25 * 3_600_000))).toBeUndefined();
    await revokeToken(ctx, made.id);
    expect(await authenticate({ authorization }, new Date())).toBeUndefined();
  });

  test("a supervisor may not make tokens or people", async () => {
    const supervisor = {
      ...ctx,
      actor: { kind: "user", id: "usr_1", name: "Sue", role: "supervisor" } as const,
    };
    await expect(createToken(supervisor, { name: "x", role: "admin" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const input = { email: "x@example.com", name: "X", role: "admin", password } as const;
    await expect(createUser(supervisor, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});
