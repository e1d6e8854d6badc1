import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { getRetention } from "./reads.ts";
import type { RetentionUpdate, RetentionView } from "./schema.ts";

/** Sets how long logs are kept. What is older goes within the hour. Throws `conflict` when somebody else was first. */
export async function updateRetention(
  ctx: Ctx,
  { version, ...input }: RetentionUpdate,
): Promise<RetentionView> {
  requireRole(ctx, "admin");
  const before = await getRetention(ctx);
  await db().$transaction(async (tx) => {
    const { count } = await tx.retention.updateMany({
      where: { id: 1, version },
      data: { ...input, version: { increment: 1 } },
    });
    if (count === 0) throw await changedMeanwhile("retention");
    await writeAudit(tx, ctx, {
      action: "retention.changed",
      object: "retention",
      before: {
        requestLogDays: before.requestLogDays,
        deliveriesDays: before.deliveriesDays,
        transferDays: before.transferDays,
        outboundDays: before.outboundDays,
      },
      after: input,
    });
  });
  return getRetention(ctx);
}
