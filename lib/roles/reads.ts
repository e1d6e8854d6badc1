import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import { listSecurityProfiles, profileSeesSkills } from "#lib/cxone/security-profiles.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { LEVELS, type Level, type RoleMatrixView } from "./schema.ts";

/**
 * Roles against a channel: what CXone shows (Skills View, M-52) beside what people say they set, because nothing reads or
 * writes the permissions of a channel. Without a wanted channel the first of ours is taken.
 */
export async function getRoleMatrix(
  ctx: Ctx,
  connectionId: string,
  wanted: string | undefined,
): Promise<RoleMatrixView> {
  requireRole(ctx, "admin", "operator");
  const { value, asOf, stale } = await readThrough(
    ctx,
    connectionId,
    { operation: "roles.matrix" },
    async (client) => ({
      channels: (await listChannels(client)).map(({ id, name }) => ({ id, name })),
      profiles: (await listSecurityProfiles(client)).map((profile) => ({
        roleId: profile.roleId || profile.securityProfileId,
        name: profile.securityProfileName,
        description: profile.description,
        active: profile.isActive,
        seesSkills: profileSeesSkills(profile),
      })),
    }),
  );
  const ours = new Set(
    (await db().handoverProvider.findMany({ where: { connectionId }, select: { channelId: true } })).map(
      ({ channelId }) => channelId,
    ),
  );
  const channels = value.channels
    .map((channel) => ({ ...channel, ours: ours.has(channel.id) }))
    .sort((a, b) => Number(b.ours) - Number(a.ours) || a.name.localeCompare(b.name));
  const channel = wanted ? channels.find(({ id }) => id === wanted) : channels[0];
  if (wanted && !channel) throw new AppError("not_found", { detail: "The tenant has no such channel." });
  const said = await attestationsOf(connectionId, channel?.id);
  return {
    value: {
      channels,
      channel: channel ? { id: channel.id, name: channel.name } : null,
      roles: value.profiles.map((profile) => ({
        ...profile,
        channel: said.get(profile.roleId) ?? { level: "none", by: null, at: null },
      })),
      observed: channel ? await observedAt(channel.id) : null,
    },
    asOf,
    stale,
  };
}

async function attestationsOf(connectionId: string, channelId: string | undefined) {
  const rows = channelId ? await db().roleAttestation.findMany({ where: { connectionId, channelId } }) : [];
  return new Map(
    rows.map((row) => [
      row.roleId,
      { level: levelOf(row.level), by: row.attestedBy, at: row.attestedAt.toISOString() },
    ]),
  );
}

export const levelOf = (text: string): Level => LEVELS.find((level) => level === text) ?? "none";

/** The check of the handover's role step has looked at a real conversation. */
async function observedAt(channelId: string): Promise<{ canReply: boolean; canAssign: boolean } | null> {
  const handover = await db().handoverProvider.findUnique({ where: { channelId }, select: { id: true } });
  const check = handover
    ? await db().checkResult.findUnique({
        where: { subject_checkId: { subject: `handover:${handover.id}`, checkId: "roles.can-reply" } },
      })
    : null;
  const { canReply, canAssign } = (check?.evidence ?? {}) as { canReply?: boolean; canAssign?: boolean };
  return canReply === undefined || canAssign === undefined ? null : { canReply, canAssign };
}
