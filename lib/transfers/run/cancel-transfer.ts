import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { hastenDue } from "#lib/jobs/due-rows.ts";
import { notify } from "#lib/live/notify.ts";
import { getTransfer } from "../reads.ts";
import { subjectOf, TRANSFERS, TRANSFERS_TOPIC, transferTopic } from "./insert-run.ts";
import type { TransferDetail } from "./schema.ts";

/**
 * Asks that a transfer goes no further. What was not issued yet is not issued any more; what was, is followed to its end, and
 * no further step begins. Asking twice changes nothing. Throws `not_found`, and `conflict` when it has ended.
 */
export async function cancelTransfer(ctx: Ctx, id: string): Promise<TransferDetail> {
  requireRole(ctx, "admin", "operator", "supervisor");
  await db().$transaction(async (tx) => {
    const { count } = await tx.transferRun.updateMany({
      where: { id, cancelBy: null },
      data: { cancelBy: ctx.actor.name },
    });
    if (count === 0) {
      if (await tx.transferRun.findUnique({ where: { id }, select: { id: true } })) return;
      const ended = await tx.transfer.findFirst({ where: { id }, select: { outcome: true } });
      if (!ended) throw new AppError("not_found", { detail: "There is no such transfer." });
      throw new AppError("conflict", {
        title: "The transfer has ended",
        detail: `Its outcome is ${ended.outcome}.`,
        fix: "Reload to see how it went.",
      });
    }
    await hastenDue(tx, TRANSFERS, id);
    for (const topic of [TRANSFERS_TOPIC, transferTopic(id)]) await notify(tx, topic);
    await writeAudit(tx, ctx, { action: "transfer.cancel_asked", object: subjectOf(id) });
  });
  return getTransfer(ctx, id);
}
