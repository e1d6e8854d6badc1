import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Disables or enables a person. Disabling raises the version, which ends every session with the next request. The
 * last enabled admin stays.
 */
export async function setUserDisabled(ctx: Ctx, id: string, disabled: boolean): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    // Locked together, so that two admins cannot disable each other at the same moment.
    const admins = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM app_user WHERE role = 'admin' AND disabled_at IS NULL FOR UPDATE`;
    if (disabled && admins.length === 1 && admins[0]?.id === id) {
      throw new AppError("in_use", {
        title: "This is the last admin",
        detail: "Nobody could sign in to undo it.",
        fix: "Make somebody else an admin first.",
      });
    }
    const { count } = await tx.user.updateMany({
      where: { id, disabledAt: disabled ? null : { not: null } },
      data: { disabledAt: disabled ? ctx.now() : null, version: { increment: 1 } },
    });
    if (count === 0) {
      if (!(await tx.user.findUnique({ where: { id } }))) throw new AppError("not_found");
      return;
    }
    await writeAudit(tx, ctx, { action: disabled ? "user.disabled" : "user.enabled", object: `user:${id}` });
  });
}
