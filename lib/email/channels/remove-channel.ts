import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import type { RemoveChannelInput } from "./schema.ts";
import { EMAIL_CHANNELS_TOPIC, subjectOf } from "./subject.ts";

/**
 * Forgets an email channel here. CXone keeps it, with its mail: only a person removes it there. One that was seen in
 * CXone goes only with its name typed. Throws `conflict`, `bad_input`.
 */
export async function removeEmailChannel(
  ctx: Ctx,
  id: string,
  { version, name }: RemoveChannelInput,
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const subject = subjectOf(id);
  await db().$transaction(async (tx) => {
    const row = await tx.emailChannel.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", { detail: "There is no such email channel." });
    if (row.channelId !== null && name !== row.name) {
      throw new AppError("bad_input", { fields: { name: `Type ${row.name} as it stands here.` } });
    }
    const { count } = await tx.emailChannel.deleteMany({ where: { id, version } });
    if (count === 0) throw await changedMeanwhile(subject);
    await tx.setupStep.deleteMany({ where: { subject } });
    await tx.checkResult.deleteMany({ where: { subject } });
    await tx.setupDrift.deleteMany({ where: { subject } });
    await tx.setupLook.deleteMany({ where: { subject } });
    await resolveNoticesOf(tx, `${subject}:`, ctx.now());
    await notify(tx, EMAIL_CHANNELS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_channel.removed",
      object: subject,
      before: { name: row.name, state: row.state, channelId: row.channelId },
      after: null,
    });
  });
}
