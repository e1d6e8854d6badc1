import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { queueObject } from "./mapping.ts";
import { listQueues } from "./reads.ts";
import type { QueueChannelsInput, QueuesView } from "./schema.ts";

/**
 * Keeps which email channels a routing queue is to include (M-61). Throws `not_found`, and `conflict` when somebody
 * changed it since `before` was shown.
 */
export async function setQueueChannels(
  ctx: Ctx,
  connectionId: string,
  queueId: string,
  { channelIds, before }: QueueChannelsInput,
): Promise<QueuesView> {
  requireRole(ctx, "admin", "operator");
  const { value } = await listQueues(ctx, connectionId);
  const nameOf = new Map(value.channels.map(({ id, name }) => [id, name]));
  const queue = value.queues.find(({ id }) => id === queueId);
  if (!queue) throw new AppError("not_found", { detail: "The tenant has no such routing queue." });
  if (channelIds.some((id) => !nameOf.has(id))) {
    throw new AppError("not_found", { detail: "One of the channels is gone: load the page again." });
  }
  const object = queueObject(connectionId, queueId);
  await db().$transaction(async (tx) => {
    // Two who save at once: the second waits here and then sees what the first one left.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${object}, 0))`;
    const rows = await tx.emailQueueChannel.findMany({
      where: { connectionId, queueId },
      orderBy: { channelId: "asc" },
    });
    const there = rows.map(({ channelId }) => channelId);
    if (there.join() !== before.join()) throw await changedMeanwhile(object);
    await tx.emailQueueChannel.deleteMany({
      where: { connectionId, queueId, channelId: { notIn: channelIds } },
    });
    await tx.emailQueueChannel.createMany({
      data: channelIds.map((channelId) => ({
        connectionId,
        queueId,
        queueName: queue.name,
        channelId,
        addedBy: ctx.actor.name,
        addedAt: ctx.now(),
      })),
      skipDuplicates: true,
    });
    // Those that stood there before know the queue by the name of that day.
    await tx.emailQueueChannel.updateMany({
      where: { connectionId, queueId },
      data: { queueName: queue.name },
    });
    const named = (ids: readonly string[]) => ids.map((id) => nameOf.get(id) ?? id);
    await writeAudit(tx, ctx, {
      action: "email.queue_channels_set",
      object,
      before: { channels: named(there) },
      after: { channels: named(channelIds) },
    });
  });
  return listQueues(ctx, connectionId);
}
