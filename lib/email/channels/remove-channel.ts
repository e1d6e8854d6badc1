import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import { leftBy, loadDependants } from "./removal/reads.ts";
import type { Dependant } from "./removal/schema.ts";
import type { RemoveChannelInput } from "./schema.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { EMAIL_CHANNELS_TOPIC, subjectOf } from "./subject.ts";

/**
 * Forgets an email channel here. CXone keeps it, with its mail: only a person removes it there, so what stays is kept as a
 * list to tick. One that was seen in CXone goes only with its name typed. Throws `conflict`, `bad_input`, and `in_use` with
 * what loses the channel unless `seen` names all of it.
 */
export async function removeEmailChannel(
  ctx: Ctx,
  id: string,
  { version, name, seen }: RemoveChannelInput,
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const subject = subjectOf(id);
  const context = await loadSetup(emailChannelSetup, ctx, subject);
  const unseen = (await loadDependants(context, ctx.now())).filter((one) => !seen.includes(one.id));
  const items = leftBy(context);
  await db().$transaction(async (tx) => {
    const row = await tx.emailChannel.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", { detail: "There is no such email channel." });
    if (row.channelId !== null && name !== row.name) {
      throw new AppError("bad_input", { fields: { name: `Type ${row.name} as it stands here.` } });
    }
    if (unseen.length > 0) throw stillUsed(unseen);
    const { count } = await tx.emailChannel.deleteMany({ where: { id, version } });
    if (count === 0) throw await changedMeanwhile(subject);
    await tx.setupStep.deleteMany({ where: { subject } });
    await tx.checkResult.deleteMany({ where: { subject } });
    await tx.setupDrift.deleteMany({ where: { subject } });
    await tx.setupLook.deleteMany({ where: { subject } });
    if (items.length > 0) {
      await tx.emailChannelRemoval.create({
        data: {
          id,
          connectionId: row.connectionId,
          name: row.name,
          items,
          removedBy: ctx.actor.name,
          removedAt: ctx.now(),
        },
      });
    } else await tx.setupLeftover.deleteMany({ where: { subject } });
    await resolveNoticesOf(tx, `${subject}:`, ctx.now());
    await notify(tx, EMAIL_CHANNELS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_channel.removed",
      object: subject,
      before: { name: row.name, state: row.state, channelId: row.channelId },
      after: items.length > 0 ? { "left in CXone": items.map(({ text }) => text) } : null,
    });
  });
}

const stillUsed = (unseen: readonly Dependant[]) =>
  new AppError("in_use", {
    title: "Something depends on this channel",
    detail: unseen.map(({ text }) => text).join(" "),
    fix: "See to it first, or open the removal again and remove the channel knowing that.",
  });
