import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Ends one session at once: one's own, or as an admin anybody's. Never asks for a confirmation: whoever sees a session
 * they do not know must be able to end it now. A session of somebody else is not found by who is no admin.
 */
export async function endSession(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const mine = ctx.actor.kind === "user" ? { userId: ctx.actor.id } : { userId: "" };
  const isAdmin = "role" in ctx.actor && ctx.actor.role === "admin";
  const where = { id, ...(isAdmin ? {} : mine) };
  await db().$transaction(async (tx) => {
    const session = await tx.session.findFirst({ where });
    if (!session) throw new AppError("not_found", { detail: "There is no such session." });
    const { count } = await tx.session.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: ctx.now() },
    });
    if (count === 1) {
      await writeAudit(tx, ctx, { action: "session.ended", object: `user:${session.userId}` });
    }
  });
}

/** Ends all my sessions but this one; gives how many there were. */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const { userId, sessionId } = requireSession(ctx);
  return { ended: await endAll(ctx, userId, { id: { not: sessionId } }) };
}

/** Ends every session of a person, as an admin. */
export async function endSessionsOf(ctx: Ctx, userId: string): Promise<{ ended: number }> {
  requireRole(ctx, "admin");
  if (!(await db().user.findUnique({ where: { id: userId } }))) {
    throw new AppError("not_found", { detail: "There is no such person." });
  }
  return { ended: await endAll(ctx, userId, {}) };
}

async function endAll(ctx: Ctx, userId: string, which: { id?: { not: string } }): Promise<number> {
  const now = ctx.now();
  return db().$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { userId, endedAt: null, expiresAt: { gt: now }, ...which },
      data: { endedAt: now },
    });
    if (count > 0) {
      const action = "session.all_ended";
      await writeAudit(tx, ctx, { action, object: `user:${userId}`, after: { ended: count } });
    }
    return count;
  });
}
