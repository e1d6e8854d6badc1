import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { refuseWrongPassword } from "#lib/auth/confirm-session.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import { db } from "#lib/db/client.ts";
import type { OwnPassword } from "./schema.ts";

/**
 * Changes one's own password after the old one was given. Every other session ends: whoever had the old password is
 * out. Throws `bad_input` at the old password, `rate_limited` after five wrong ones in 15 min.
 */
export async function changeOwnPassword(ctx: Ctx, input: OwnPassword): Promise<void> {
  const { userId, sessionId } = requireSession(ctx);
  await refuseWrongPassword(ctx, userId, input.current, "current");
  const passwordHash = await hashPassword(input.password);
  await db().$transaction(async (tx) => {
    const { version } = await tx.user.update({
      where: { id: userId },
      data: { passwordHash, version: { increment: 1 } },
      select: { version: true },
    });
    await tx.session.update({
      where: { id: sessionId },
      data: { userVersion: version, authenticatedAt: ctx.now() },
    });
    await writeAudit(tx, ctx, { action: "user.password_changed", object: `user:${userId}` });
  });
}
