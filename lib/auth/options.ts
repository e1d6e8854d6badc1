import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { SESSION_HOURS } from "./schema.ts";
import { authSecret, sessionCookies } from "./session-cookie.ts";
import { signIn } from "./sign-in.ts";
import { requestOf } from "./sign-in-request.ts";

/** next-auth: e-mail and password, a cookie that carries only the id of a session row. */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3_600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: sessionCookies(),
    providers: [
      Credentials({
        credentials: { email: { label: "E-mail" }, password: { label: "Password", type: "password" } },
        authorize: async (input, request) => {
          try {
            const signedIn = await signIn(input, await requestOf(request.headers ?? {}));
            return signedIn
              ? { id: signedIn.userId, name: signedIn.name, sessionId: signedIn.sessionId }
              : null;
          } catch (error) {
            // next-auth carries only a message to the page; the page knows these two.
            if (error instanceof AppError && error.code === "rate_limited") {
              throw new Error(`rate_limited:${error.options.retryAfterSeconds ?? 60}`);
            }
            throw new Error("unavailable");
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sid: (user as { sessionId?: string }).sessionId } : token,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await endSession(token.sid);
      },
    },
  };
}

async function endSession(sessionId: string): Promise<void> {
  const now = new Date();
  await db().$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, endedAt: null },
      data: { endedAt: now },
    });
    const session = count
      ? await tx.session.findUnique({ where: { id: sessionId }, include: { user: true } })
      : null;
    if (!session) return;
    const actor = { kind: "system", id: session.user.id, name: session.user.name } as const;
    const ctx = { actor, requestId: newId("req"), now: () => now };
    await writeAudit(tx, ctx, { action: "session.ended", object: `user:${session.userId}` });
  });
}
