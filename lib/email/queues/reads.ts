import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import { listRoutingQueues } from "#lib/cxone/routing-queues.ts";
import { db } from "#lib/db/client.ts";
import { viewAttestation } from "../attestations/mapping.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { queueObject } from "./mapping.ts";
import type { QueuesView } from "./schema.ts";

/** The routing queues of a tenant by name, with the email channels that each is to include (M-61). */
export async function listQueues(ctx: Ctx, connectionId: string): Promise<QueuesView> {
  requireRole(ctx, "admin", "operator", "auditor");
  await loadCxoneConnection(connectionId);
  const question = { operation: "email.queues" };
  const { value, asOf, stale } = await readThrough(ctx, connectionId, question, async (client) => {
    const [queues, channels] = await Promise.all([listRoutingQueues(client), listChannels(client)]);
    return {
      queues,
      defaults: channels.map(({ name, defaultSkillId }) => ({ name, skillId: defaultSkillId })),
    };
  });
  const [channels, wanted, said] = await Promise.all([
    db().emailChannel.findMany({
      where: { connectionId, state: { not: "removed" } },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    }),
    db().emailQueueChannel.findMany({ where: { connectionId }, orderBy: { channelId: "asc" } }),
    attestationsOf(value.queues.map(({ id }) => queueObject(connectionId, id))),
  ]);
  const queues = value.queues.map(({ id, name, skillId }) => {
    const channelIds = wanted.filter(({ queueId }) => queueId === id).map(({ channelId }) => channelId);
    return {
      id,
      name,
      defaultOf:
        skillId === null
          ? null
          : value.defaults.filter((channel) => channel.skillId === skillId).map((channel) => channel.name),
      channelIds,
      attested: viewAttestation(said.get(queueObject(connectionId, id)), channelIds),
    };
  });
  queues.sort((a, b) => b.channelIds.length - a.channelIds.length || a.name.localeCompare(b.name, "en"));
  return { value: { channels, queues }, asOf, stale };
}
