import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { db } from "#lib/db/client.ts";
import { openSession, type SignedIn } from "./open-session.ts";
import { verifyPassword } from "./password.ts";
import { forgetPoints, type Limit, takePoint } from "./rate-limit.ts";
import { signInSchema } from "./schema.ts";
import { type SignInRequest, signInCtx } from "./sign-in-request.ts";

const PER_EMAIL: Limit = { name: "signin-email", points: 5, durationSeconds: 900 };
const PER_ADDRESS: Limit = { name: "signin-ip", points: 50, durationSeconds: 900 };

/**
 * Checks e-mail and password and opens a session. Undefined for an unknown e-mail, a wrong password and a disabled
 * user alike; throws `rate_limited` after five failures for one e-mail in 15 min.
 */
export async function signIn(raw: unknown, request: SignInRequest): Promise<SignedIn | undefined> {
  const input = signInSchema.safeParse(raw);
  if (!input.success) return undefined;
  const { email, password } = input.data;
  if (request.ip) await takePoint(PER_ADDRESS, request.ip);
  await takePoint(PER_EMAIL, email);
  const user = await db().user.findUnique({ where: { email } });
  const fits = await verifyPassword(user?.passwordHash, password);
  if (!user || !fits || user.disabledAt) {
    await recordRefusal(user?.id, request);
    return undefined;
  }
  const session = await db().$transaction((tx) => openSession(tx, user, "password", request));
  await forgetPoints(PER_EMAIL, email);
  return session;
}

async function recordRefusal(userId: string | undefined, request: SignInRequest): Promise<void> {
  const object = userId ? `user:${userId}` : "user:unknown";
  const ctx = signInCtx({ id: "sign-in", name: "Somebody" }, request);
  await db().$transaction((tx) => writeAudit(tx, ctx, { action: "session.refused", object }));
}
