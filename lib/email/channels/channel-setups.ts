import "server-only";
import { Prisma } from "#lib/db/generated/client.ts";
import type { SetupDefinition } from "#lib/setup/definition.ts";
import type { SetupKind } from "#lib/setup/setup-kind.ts";
import { checkEmailChannel } from "./check-channel.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { channelIdOf, PREFIX } from "./subject.ts";

/** Email channels as the jobs of set-ups know them. */
export const emailChannelSetups: SetupKind = {
  prefix: PREFIX,
  find: async () => emailChannelSetup as SetupDefinition,
  watched: Prisma.sql`
    SELECT 'email-channel:' || id AS subject FROM email_channel WHERE state IN ('live', 'degraded')`,
  periodMinutes: 15,
  check: (ctx, subject) => checkEmailChannel(ctx, channelIdOf(subject)),
  nameOf: async (tx, subject) => {
    const where = { id: channelIdOf(subject) };
    return (await tx.emailChannel.findUnique({ where, select: { name: true } }))?.name ?? null;
  },
  stepPath: (subject, stepId) => `/email/channels/${channelIdOf(subject)}/setup/${stepId}`,
};
