import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { getEmailChannel } from "./reads.ts";
import type { EmailChannelView, UpdateChannelInput } from "./schema.ts";
import { subjectOf } from "./subject.ts";
import { requireNameFree, writeChannel } from "./write-channel.ts";

/**
 * Renames an email channel here; in CXone a person does it, and until then the look for drift says so. Throws
 * `conflict` with who changed it since `version`, `name_taken`.
 */
export async function updateEmailChannel(
  ctx: Ctx,
  id: string,
  { version, name }: UpdateChannelInput,
): Promise<EmailChannelView> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const before = await tx.emailChannel.findUnique({ where: { id } });
    if (!before) throw new AppError("not_found", { detail: "There is no such email channel." });
    await requireNameFree(tx, { connectionId: before.connectionId, name, exceptId: id });
    // The loser of two changes locks 0 rows.
    const { count } = await tx.emailChannel.updateMany({
      where: { id, version },
      data: { updatedAt: ctx.now() },
    });
    if (count === 0) throw await changedMeanwhile(subjectOf(id));
    await writeChannel(tx, ctx, id, { name });
    await writeAudit(tx, ctx, {
      action: "email_channel.updated",
      object: subjectOf(id),
      before: { name: before.name },
      after: { name },
    });
  });
  return getEmailChannel(ctx, id);
}
