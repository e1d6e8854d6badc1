import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createUser } from "#lib/people/create-user.ts";
import { authenticate } from "./authenticate.ts";
import { confirmSession } from "./confirm-session.ts";
import { type Ctx, systemCtx } from "./ctx.ts";
import { requireFresh } from "./require-fresh.ts";
import { authSecret, sessionCookieName } from "./session-cookie.ts";
import { signIn } from "./sign-in.ts";

withTestDatabase();

const password = "a long enough password";
const signedInAt = new Date();
const after = (minutes: number) => new Date(signedInAt.getTime() + minutes * 60_000);

let cookie = "";
/** The ctx of the next request of the person, so many minutes after the sign-in. */
async function ctxAfter(minutes: number): Promise<Ctx> {
  const caller = await authenticate({ cookie }, after(minutes));
  if (caller?.by !== "cookie") throw new Error("nobody is signed in");
  const { actor, session } = caller;
  return { actor, session, requestId: "req_1", now: () => after(minutes) };
}

beforeAll(async () => {
  await createUser(systemCtx("test"), { email: "ann@example.com", name: "Ann", role: "admin", password });
  const session = await signIn({ email: "ann@example.com", password }, { now: signedInAt });
  cookie = `${sessionCookieName()}=${await encode({ token: { sid: session?.sessionId }, secret: authSecret() })}`;
});

describe("what needs a fresh sign-in", () => {
  test("is done for 10 minutes, then asks, and is done again after the password", async () => {
    const late = await ctxAfter(10);
    expect(() => requireFresh(late)).toThrow("last 10 minutes");
    expect(() => requireFresh({ ...late, now: () => after(9.9) })).not.toThrow();

    await expect(confirmSession(late, { password: "not the password" })).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { password: expect.any(String) } },
    });
    expect(() => requireFresh(late)).toThrow();
    await confirmSession(late, { password });
    requireFresh(await ctxAfter(19));
    expect(await db().auditEntry.count({ where: { action: "session.not_confirmed" } })).toBe(1);
  });

  test("is refused to a person without a session, and done for tokens and jobs, which nobody can ask", () => {
    const person: Ctx["actor"] = { kind: "user", id: "usr_1", name: "Ann", role: "admin" };
    const ctx = systemCtx("test");
    expect(() => requireFresh({ ...ctx, actor: person })).toThrow();
    requireFresh({ ...ctx, actor: { ...person, kind: "apiToken" } });
    requireFresh(ctx);
  });

  test("cannot be had by guessing at an open console: after five wrong passwords the right one waits", async () => {
    const ctx = await ctxAfter(11);
    for (let attempt = 0; attempt < 5; attempt++) {
      await confirmSession(ctx, { password: `guess ${attempt}` }).catch(() => {});
    }
    await expect(confirmSession(ctx, { password })).rejects.toMatchObject({ code: "rate_limited" });
  });
});
