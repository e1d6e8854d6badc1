import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { assignRole, withdrawRole } from "#lib/email/permissions/assign-role.ts";
import { inOrder } from "#lib/email/permissions/mapping.ts";
import { setPermissions } from "#lib/email/permissions/set-permissions.ts";
import { setQueueChannels } from "#lib/email/queues/set-queue-channels.ts";
import { changes } from "../plan-configuration.ts";
import type { EmailImport } from "./apply-email.ts";
import { resolveChannels, resolvePeople, resolveQueue, resolveRole } from "./resolve-names.ts";

/** A role of a file: its cells of the matrix, and who has it. Returns the page of the matrix. */
export async function applyEmailRole(ctx: Ctx, job: EmailImport<"email-role">): Promise<string> {
  const { one, line, connectionId } = job;
  const roleId = await resolveRole(ctx, connectionId, one.name);
  for (const [channel, permissions] of Object.entries(one.wanted.permissions)) {
    if (!changes(line, `permissions.${channel}`)) continue;
    const [channelId = ""] = await resolveChannels(connectionId, [channel]);
    const kept = await db().emailPermission.findUnique({
      where: { channelId_roleId: { channelId, roleId } },
    });
    const before = inOrder(kept?.permissions ?? []);
    await setPermissions(ctx, connectionId, { channelId, roleId, permissions, before });
  }
  if (one.wanted.people && changes(line, "people")) {
    await giveRole(ctx, connectionId, { roleId, people: one.wanted.people });
  }
  return `/email/permissions?connection=${connectionId}`;
}

/** Who has another role loses that: a person has one (M-51). */
async function giveRole(
  ctx: Ctx,
  connectionId: string,
  { roleId, people }: { roleId: string; people: readonly string[] },
): Promise<void> {
  const agentIds = await resolvePeople(ctx, connectionId, people);
  if (agentIds.length > 0) await assignRole(ctx, connectionId, { roleId, agentIds, move: true });
  const members = await db().emailRoleMember.findMany({ where: { connectionId, roleId } });
  for (const { agentId } of members)
    if (!agentIds.includes(agentId)) await withdrawRole(ctx, connectionId, agentId);
}

/** The channels that a routing queue of a file includes. Returns the page of the queues. */
export async function applyEmailQueue(ctx: Ctx, job: EmailImport<"email-queue">): Promise<string> {
  const { one, connectionId } = job;
  const queueId = await resolveQueue(ctx, connectionId, one.name);
  const channelIds = (await resolveChannels(connectionId, one.wanted)).sort();
  const rows = await db().emailQueueChannel.findMany({
    where: { connectionId, queueId },
    orderBy: { channelId: "asc" },
  });
  const before = rows.map(({ channelId }) => channelId);
  await setQueueChannels(ctx, connectionId, queueId, { channelIds, before });
  return `/email/queues?connection=${connectionId}`;
}
