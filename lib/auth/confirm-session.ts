import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Ctx } from "./ctx.ts";
import { verifyPassword } from "./password.ts";
import { forgetPoints, type Limit, takePoint } from "./rate-limit.ts";
import { requireSession } from "./require-session.ts";

const PER_PERSON: Limit = { name: "confirm-user", points: 5, durationSeconds: 900 };

/**
 * Proves by the password that the person at a session is still the one who signed in; `requireFresh` then passes for
 * 10 minutes. Throws `bad_input` at the password when it is wrong, `rate_limited` after five of those in 15 min.
 */
export async function confirmSession(ctx: Ctx, input: { password: string }): Promise<void> {
  const { userId, sessionId } = requireSession(ctx);
  await refuseWrongPassword(ctx, userId, input.password, "password");
  await db().$transaction(async (tx) => {
    await tx.session.updateMany({
      where: { id: sessionId, endedAt: null },
      data: { authenticatedAt: ctx.now() },
    });
    await writeAudit(tx, ctx, { action: "session.confirmed", object: `user:${userId}` });
  });
}

/** Throws `bad_input` at `field` unless it is the password of the person; each failure is in the audit log. */
export async function refuseWrongPassword(
  ctx: Ctx,
  userId: string,
  password: string,
  field: string,
): Promise<void> {
  await takePoint(PER_PERSON, userId);
  const user = await db().user.findUniqueOrThrow({ where: { id: userId } });
  if (await verifyPassword(user.passwordHash, password)) {
    await forgetPoints(PER_PERSON, userId);
    return;
  }
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, { action: "session.not_confirmed", object: `user:${userId}` }),
  );
  throw new AppError("bad_input", {
    title: "That is not your password",
    fields: { [field]: "This is not your password. Capital letters count." },
  });
}
