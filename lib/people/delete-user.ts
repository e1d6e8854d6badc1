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
 * Forgets a person with their sessions. What they did stays in the audit log under their name; API tokens stay. Neither
 * oneself nor the last admin.
 */
export async function deleteUser(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  if (ctx.actor.id === id) {
    throw new AppError("in_use", { title: "This is you", fix: "Ask another admin to delete your account." });
  }
  await db().$transaction(async (tx) => {
    await refuseLastAdmin(tx, id);
    const user = await tx.user.findUnique({ where: { id } });
    if (!user) throw new AppError("not_found", { detail: "There is no such person." });
    await endLinksTo(tx, { purpose: "reset", userId: id }, "withdrawn", ctx.now());
    await tx.user.delete({ where: { id } });
    const { email, name, role } = user;
    await writeAudit(tx, ctx, {
      action: "user.deleted",
      object: `user:${id}`,
      before: { email, name, role },
    });
  });
}
