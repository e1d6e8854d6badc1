import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { refuseLastAdmin } from "#lib/auth/last-admin.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { endLinksTo } from "./access-link.ts";

/**
 * Disables or enables a person. Disabling raises the version, which ends every session with the next request. The
 * last enabled admin stays.
 */
export async function setUserDisabled(ctx: Ctx, id: string, disabled: boolean): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    if (disabled) await refuseLastAdmin(tx, id);
    const { count } = await tx.user.updateMany({
      where: { id, disabledAt: disabled ? null : { not: null } },
      data: {
        disabledAt: disabled ? ctx.now() : null,
        version: { increment: 1 },
        revision: { increment: 1 },
      },
    });
    if (count === 0) {
      if (!(await tx.user.findUnique({ where: { id } }))) throw new AppError("not_found");
      return;
    }
    // A link to a new password must not outlive the right to use it.
    if (disabled) await endLinksTo(tx, { purpose: "reset", userId: id }, "withdrawn", ctx.now());
    await writeAudit(tx, ctx, {
      action: disabled ? "user.disabled" : "user.enabled",
      object: `user:${id}`,
      before: { disabled: !disabled },
      after: { disabled },
    });
  });
}
