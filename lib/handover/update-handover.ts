import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { subjectOf } from "./cxone-setup/cxone-handover.ts";
import { getHandover } from "./reads.ts";
import type { HandoverView, UpdateHandoverInput } from "./schema.ts";
import { requireNameFree, writeProvider } from "./write-provider.ts";

/**
 * Renames, pauses or resumes a handover. A new name reaches CXone with the next apply. Throws `conflict` when somebody
 * changed it since `version`, `name_taken`.
 */
export async function updateHandover(
  ctx: Ctx,
  id: string,
  { version, name, state }: UpdateHandoverInput,
): Promise<HandoverView> {
  requireRole(ctx, "admin", "operator");
  if (name !== undefined) await requireNameFree(db(), name, id);
  await db().$transaction(async (tx) => {
    const before = await tx.handoverProvider.findUnique({ where: { id } });
    if (!before) throw new AppError("not_found", { detail: "There is no such handover." });
    if (state !== undefined && !before.liveSince) {
      throw new AppError("conflict", {
        title: "The handover is not live yet",
        fix: "Finish the set-up and apply it first.",
      });
    }
    // The loser of two changes locks 0 rows.
    const { count } = await tx.handoverProvider.updateMany({
      where: { id, version },
      data: { updatedAt: ctx.now() },
    });
    if (count === 0) throw new AppError("conflict", { detail: "Somebody has changed this handover since." });
    await writeProvider(tx, ctx, id, { ...(name ? { name } : {}), ...(state ? { state } : {}) });
    await writeAudit(tx, ctx, {
      action: "handover.updated",
      object: subjectOf(id),
      before: { name: before.name, state: before.state },
      after: { name: name ?? before.name, state: state ?? before.state },
    });
  });
  return getHandover(ctx, id);
}
