import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { endLinksTo, makeLink } from "./access-link.ts";
import type { MadeLink } from "./schema.ts";

/**
 * A link with which a person sets a new password, in this answer alone. Nothing changes until it is used: the old
 * password and the sessions go on working. A newer link replaces an older one.
 */
export async function makeResetLink(ctx: Ctx, userId: string): Promise<MadeLink> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const now = ctx.now();
  return db().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new AppError("not_found", { detail: "There is no such person." });
    if (user.disabledAt) {
      throw new AppError("in_use", {
        title: `${user.name} is disabled`,
        detail: "A new password would let nobody in.",
        fix: "Enable the person first.",
      });
    }
    await endLinksTo(tx, { purpose: "reset", userId }, "replaced", now);
    const { email, name } = user;
    const { row, url } = await makeLink(
      tx,
      { purpose: "reset", email, name, userId, createdBy: ctx.actor.name },
      now,
    );
    await writeAudit(tx, ctx, {
      action: "user.reset_link_made",
      object: `user:${userId}`,
      after: { expiresAt: row.expiresAt },
    });
    return { url, expiresAt: row.expiresAt.toISOString() };
  });
}
