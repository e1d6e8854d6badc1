import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { getEmailChannel } from "./reads.ts";
import { type CreateChannelInput, channelSettings, type EmailChannelView } from "./schema.ts";
import { EMAIL_CHANNELS_TOPIC, subjectOf } from "./subject.ts";
import { asTaken, requireNameFree } from "./write-channel.ts";

/** Starts the set-up of an email channel: its tenant and its name (M-12). Nothing is made in CXone. Throws `name_taken`. */
export async function createEmailChannel(ctx: Ctx, input: CreateChannelInput): Promise<EmailChannelView> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, name } = input;
  await loadCxoneConnection(connectionId);
  await requireNameFree(db(), input);
  const id = newId("eml");
  await db().$transaction(async (tx) => {
    const settings = channelSettings.parse({});
    await tx.emailChannel
      .create({ data: { id, connectionId, name, settings, createdAt: ctx.now(), updatedAt: ctx.now() } })
      .catch((error: unknown) => {
        throw asTaken(error);
      });
    await notify(tx, EMAIL_CHANNELS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_channel.created",
      object: subjectOf(id),
      after: { name, connectionId },
    });
  });
  return getEmailChannel(ctx, id);
}
