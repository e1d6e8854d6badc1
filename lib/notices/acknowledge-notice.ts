import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { viewNotice } from "./reads.ts";
import type { NoticeView } from "./schema.ts";

/**
 * Notes that somebody has seen it and takes care. The notice stays until what it is about is mended. Throws `not_found`.
 */
export async function acknowledgeNotice(ctx: Ctx, id: string): Promise<NoticeView> {
  requireRole(ctx, "admin", "operator");
  return db().$transaction(async (tx) => {
    // The first one to say so is the one who is named.
    const { count } = await tx.notice.updateMany({
      where: { id, acknowledgedAt: null, resolvedAt: null },
      data: { acknowledgedAt: ctx.now(), acknowledgedBy: ctx.actor.name },
    });
    const row = await tx.notice.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", { detail: "There is no such notice." });
    if (count > 0) {
      await notify(tx, "notices");
      const { cause, title } = row;
      await writeAudit(tx, ctx, {
        action: "notice.acknowledged",
        object: `notice:${id}`,
        after: { cause, title },
      });
    }
    return viewNotice(row);
  });
}
