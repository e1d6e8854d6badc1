import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { channelSlaObject, slaObject } from "./mapping.ts";
import { getSla } from "./reads.ts";
import type { ChannelSlaInput, GlobalSlaInput, SlaView } from "./schema.ts";

/** Keeps the global service level of a tenant (M-80). Throws `conflict` when somebody saved it since it was read. */
export async function saveGlobalSla(ctx: Ctx, connectionId: string, input: GlobalSlaInput): Promise<SlaView> {
  requireRole(ctx, "admin", "operator");
  await loadCxoneConnection(connectionId);
  const { version, hours, targets } = input;
  const object = slaObject(connectionId);
  await db().$transaction(async (tx) => {
    const before = await tx.serviceLevel.findUnique({ where: { connectionId } });
    const count =
      version === 0
        ? (
            await tx.serviceLevel.createMany({
              data: [{ connectionId, hours, targets, updatedAt: ctx.now() }],
              skipDuplicates: true,
            })
          ).count
        : (
            await tx.serviceLevel.updateMany({
              where: { connectionId, version },
              data: { hours, targets, version: { increment: 1 } },
            })
          ).count;
    if (count === 0) throw await changedMeanwhile(object);
    await writeAudit(tx, ctx, {
      action: "sla.saved",
      object,
      before: before ? { hours: before.hours, targets: before.targets } : null,
      after: { hours, targets },
    });
  });
  return getSla(ctx, connectionId);
}

/** Keeps the service level of one channel; null follows the global one. Throws `not_found` and `conflict`. */
export async function saveChannelSla(ctx: Ctx, channelId: string, input: ChannelSlaInput): Promise<SlaView> {
  requireRole(ctx, "admin", "operator");
  const channel = await db().emailChannel.findUnique({ where: { id: channelId } });
  if (!channel) throw new AppError("not_found", { detail: "There is no such email channel." });
  const { version } = input;
  const targets = input.targets ?? Prisma.DbNull;
  const object = channelSlaObject(channelId);
  await db().$transaction(async (tx) => {
    const before = await tx.channelServiceLevel.findUnique({ where: { channelId } });
    const count =
      version === 0
        ? (
            await tx.channelServiceLevel.createMany({
              data: [{ channelId, targets, updatedAt: ctx.now() }],
              skipDuplicates: true,
            })
          ).count
        : (
            await tx.channelServiceLevel.updateMany({
              where: { channelId, version },
              data: { targets, version: { increment: 1 } },
            })
          ).count;
    if (count === 0) throw await changedMeanwhile(object);
    await writeAudit(tx, ctx, {
      action: "sla.channel_saved",
      object,
      before: { targets: before?.targets ?? null },
      after: { targets: input.targets },
    });
  });
  return getSla(ctx, channel.connectionId);
}
