import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { db } from "#lib/db/client.ts";
import type { User } from "#lib/db/generated/client.ts";
import { breakGlassEmail, loadSettings } from "./oidc/stored-settings.ts";
import { openSession, type SignedIn } from "./open-session.ts";
import { verifyPassword } from "./password.ts";
import { forgetPoints, type Limit, returnPoint, takePoint } from "./rate-limit.ts";
import { signInSchema } from "./schema.ts";
import { type SignInRequest, signInCtx } from "./sign-in-request.ts";

const PER_EMAIL: Limit = { name: "signin-email", points: 5, durationSeconds: 900 };
const PER_ADDRESS: Limit = { name: "signin-ip", points: 50, durationSeconds: 900 };

/**
 * Checks e-mail and password and opens a session. Undefined for an unknown e-mail, a wrong password, a disabled user and
 * where passwords are off alike; throws `rate_limited` after five failures for one e-mail in 15 min.
 */
export async function signIn(raw: unknown, request: SignInRequest): Promise<SignedIn | undefined> {
  const input = signInSchema.safeParse(raw);
  if (!input.success) return undefined;
  const { passwordAllowed } = await loadSettings();
  const mayUse = passwordAllowed || input.data.email === breakGlassEmail();
  const user = await checkPassword(input.data, request, mayUse);
  return user && db().$transaction((tx) => openSession(tx, user, "password", request));
}

/**
 * The person whose password it is, or undefined. Takes as long whether the e-mail is known or not, counts attempts for
 * the e-mail and the address, and notes each refusal.
 */
export async function checkPassword(
  { email, password }: { email: string; password: string },
  request: SignInRequest,
  mayUse = true,
): Promise<User | undefined> {
  if (request.ip) await takePoint(PER_ADDRESS, request.ip);
  await takePoint(PER_EMAIL, email);
  const user = await db().user.findUnique({ where: { email } });
  const fits = await verifyPassword(user?.passwordHash, password);
  if (!user || !fits || user.disabledAt || !mayUse) {
    await recordRefusal(user?.id, request);
    return undefined;
  }
  await forgetPoints(PER_EMAIL, email);
  // A whole office signs in from one address; only failures are held against it.
  if (request.ip) await returnPoint(PER_ADDRESS, request.ip);
  return user;
}

async function recordRefusal(userId: string | undefined, request: SignInRequest): Promise<void> {
  const object = userId ? `user:${userId}` : "user:unknown";
  const ctx = signInCtx({ id: "sign-in", name: "Somebody" }, request);
  await db().$transaction((tx) => writeAudit(tx, ctx, { action: "session.refused", object }));
}
