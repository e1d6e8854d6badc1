import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import type { Ctx } from "./ctx.ts";
import { verifyPassword } from "./password.ts";
import { forgetPoints, type Limit, takePoint } from "./rate-limit.ts";
import { signInSchema } from "./schema.ts";

export const SESSION_HOURS = 12;
const PER_EMAIL: Limit = { name: "signin-email", points: 5, durationSeconds: 900 };
const PER_ADDRESS: Limit = { name: "signin-ip", points: 50, durationSeconds: 900 };

export type SignedIn = { userId: string; sessionId: string; email: string; name: string };

/**
 * Checks e-mail and password and opens a session. Undefined for an unknown e-mail, a wrong password and a disabled
 * user alike; throws `rate_limited` after five failures for one e-mail in 15 min.
 */
export async function signIn(
  raw: unknown,
  request: { ip?: string; now: Date },
): Promise<SignedIn | undefined> {
  const input = signInSchema.safeParse(raw);
  if (!input.success) return undefined;
  const { email, password } = input.data;
  if (request.ip) await takePoint(PER_ADDRESS, request.ip);
  await takePoint(PER_EMAIL, email);
  const user = await db().user.findUnique({ where: { email } });
  const fits = await verifyPassword(user?.passwordHash, password);
  const allowed = user && fits && !user.disabledAt ? user : undefined;
  const session = allowed ? await openSession(allowed, request) : await recordFailure(user?.id, request);
  if (session) await forgetPoints(PER_EMAIL, email);
  return session;
}

async function openSession(
  user: { id: string; email: string; name: string; role: string; version: number },
  request: { ip?: string; now: Date },
): Promise<SignedIn> {
  const sessionId = newId("ses");
  const expiresAt = new Date(request.now.getTime() + SESSION_HOURS * 3_600_000);
  await db().$transaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId,
        userId: user.id,
        userVersion: user.version,
        createdAt: request.now,
        lastSeenAt: request.now,
        expiresAt,
      },
    });
    const ctx = signInCtx({ id: user.id, name: user.name }, request);
    await writeAudit(tx, ctx, { action: "session.opened", object: `user:${user.id}` });
  });
  return { userId: user.id, sessionId, email: user.email, name: user.name };
}

async function recordFailure(
  userId: string | undefined,
  request: { ip?: string; now: Date },
): Promise<undefined> {
  const object = userId ? `user:${userId}` : "user:unknown";
  await db().$transaction((tx) =>
    writeAudit(tx, signInCtx({ id: "sign-in", name: "Somebody" }, request), {
      action: "session.refused",
      object,
    }),
  );
}

function signInCtx(who: { id: string; name: string }, request: { ip?: string; now: Date }): Ctx {
  return {
    actor: { kind: "system", id: who.id, name: who.name },
    requestId: newId("req"),
    now: () => request.now,
    ...(request.ip ? { ip: request.ip } : {}),
  };
}
