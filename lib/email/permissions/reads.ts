import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { isEmailChannel, listChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { listSecurityProfiles, profileIsDigital, profileSeesSkills } from "#lib/cxone/security-profiles.ts";
import { db } from "#lib/db/client.ts";
import { viewAttestation } from "../attestations/mapping.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { emailRoleObject, inOrder } from "./mapping.ts";
import type { EmailRole, PermissionMatrixView, RoleMemberRow } from "./schema.ts";
import { type EmailFinding, type EmailSnapshot, lintEmail } from "./state.ts";

/** Roles against the email channels of a tenant: what is wanted, what CXone shows, what keeps mail from being answered. */
export async function getPermissionMatrix(ctx: Ctx, connectionId: string): Promise<PermissionMatrixView> {
  requireRole(ctx, "admin", "operator", "auditor");
  await loadCxoneConnection(connectionId);
  const { value, asOf, stale } = await readThrough(
    ctx,
    connectionId,
    { operation: "email.roles" },
    readTenant,
  );
  const channels = await db().emailChannel.findMany({
    where: { connectionId, state: { not: "removed" } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, channelId: true, permissions: true },
  });
  const members = await db().emailRoleMember.groupBy({
    by: ["roleId"],
    where: { connectionId },
    _count: { _all: true },
  });
  const membersOf = new Map(members.map((row) => [row.roleId, row._count._all]));
  const said = await attestationsOf(value.roles.map(({ roleId }) => emailRoleObject(connectionId, roleId)));
  const roles = value.roles.map((role): EmailRole => {
    const wanted = wantedOf(role.roleId, channels);
    return {
      ...role,
      channels: wanted,
      attested: viewAttestation(said.get(emailRoleObject(connectionId, role.roleId)), wanted),
      members: membersOf.get(role.roleId) ?? 0,
    };
  });
  const seen = new Map(value.channels.map((channel) => [channel.id, channel]));
  const snapshot: EmailSnapshot = {
    // One that was set up here may be missing in an answer of before.
    emailChannels: Math.max(channels.length, value.channels.filter(({ isEmail }) => isEmail).length),
    channels: channels.map(({ id, name, channelId }) => {
      const own = channelId ? seen.get(channelId) : undefined;
      return {
        id,
        name,
        seen: own && { defaultSkill: own.defaultSkill, script: own.script },
        changesFrom: own?.changesFrom ?? false,
      };
    }),
    roles,
  };
  return {
    value: {
      channels: channels.map(({ id, name }) => ({ id, name })),
      roles,
      findings: lintEmail(snapshot),
    },
    asOf,
    stale,
  };
}

type WantedChannel = { id: string; permissions: readonly { roleId: string; permissions: string[] }[] };

const wantedOf = (roleId: string, channels: readonly WantedChannel[]) =>
  Object.fromEntries(
    channels.flatMap(({ id, permissions }) => {
      const own = permissions.find((row) => row.roleId === roleId);
      return own ? [[id, inOrder(own.permissions)]] : [];
    }),
  );

async function readTenant(client: CxoneClient) {
  const [profiles, channels] = await Promise.all([listSecurityProfiles(client), listChannels(client)]);
  return {
    roles: profiles.map((profile) => ({
      roleId: profile.roleId || profile.securityProfileId,
      name: profile.securityProfileName,
      active: profile.isActive,
      seesSkills: profileSeesSkills(profile),
      digital: profileIsDigital(profile),
    })),
    channels: channels.map((channel) => ({
      id: channel.id,
      isEmail: isEmailChannel(channel),
      defaultSkill: channel.defaultSkillId !== null,
      script: channel.studioScript !== "",
      changesFrom: channel.hasAbilityToChangeFrom === true,
    })),
  };
}

/** What keeps mail of one email channel from being answered: of the channel, and of the roles that have it. */
export async function listChannelFindings(
  ctx: Ctx,
  connectionId: string,
  channelId: string,
): Promise<EmailFinding[]> {
  const { value } = await getPermissionMatrix(ctx, connectionId);
  const roles = new Set(
    value.roles.filter(({ channels }) => channels[channelId]).map(({ roleId }) => roleId),
  );
  return value.findings.filter(({ object }) =>
    object.kind === "role" ? roles.has(object.id) : object.id === channelId,
  );
}

/** Who is to have which digital role, by name. */
export async function listRoleMembers(ctx: Ctx, connectionId: string): Promise<{ items: RoleMemberRow[] }> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().emailRoleMember.findMany({
    where: { connectionId },
    orderBy: [{ agentName: "asc" }, { agentId: "asc" }],
    take: 2000,
  });
  return {
    items: rows.map(({ agentId, agentName, roleId, roleName, assignedBy, assignedAt }) => ({
      agentId,
      name: agentName,
      roleId,
      roleName,
      by: assignedBy,
      at: assignedAt.toISOString(),
    })),
  };
}
