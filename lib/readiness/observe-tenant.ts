import "server-only";
import { getAgent } from "#lib/cxone/agents.ts";
import { listCampaigns } from "#lib/cxone/campaigns.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { getAgentPermissions, maySeeSkills } from "#lib/cxone/permissions.ts";
import { getScript } from "#lib/cxone/scripts.ts";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { getSkillDetail } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { lintScript } from "#lib/handover/studio-script.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";
import type { SnapshotHolder, SnapshotScript, SnapshotSkill, TenantSnapshot } from "./state.ts";

/** Agents looked at per skill: enough to tell whether somebody can answer, too few to ask for a whole call centre. */
const HOLDERS = 20;

/** What the rules look at, by reading alone: channels, their default skills with holders, their scripts. */
export async function observeTenant(client: CxoneClient, connectionId: string): Promise<TenantSnapshot> {
  const [channels, campaigns, ours] = await Promise.all([
    listChannels(client),
    listCampaigns(client),
    handoversOf(connectionId),
  ]);
  const skillIds = [...new Set(channels.flatMap(({ defaultSkillId }) => defaultSkillId ?? []))];
  const activeCampaigns = new Map(campaigns.map((campaign) => [campaign.campaignId, campaign]));
  const skills = await inParallel(skillIds, async (id): Promise<SnapshotSkill | null> => {
    const skill = await getSkillDetail(client, id);
    if (!skill) return null;
    const campaign = activeCampaigns.get(skill.campaignId ?? -1);
    return {
      id,
      name: skill.skillName,
      active: skill.isActive,
      campaign: campaign ? { name: campaign.campaignName, active: campaign.isActive } : null,
      acceptReject: skill.settings.acceptReject === true,
      holders: await holdersOf(client, id),
    };
  });
  const paths = [...new Set(channels.map(({ studioScript }) => studioScript).filter(Boolean))];
  const scripts = await inParallel(paths, async (path) => [path, await lookAtScript(client, path)] as const);
  return {
    channels: channels.map((channel) => {
      const handover = ours.get(channel.id);
      return {
        id: channel.id,
        name: channel.name,
        platform: channel.realExternalPlatformId,
        defaultSkillId: channel.defaultSkillId,
        script: channel.studioScript,
        handover: handover ? { id: handover.id, name: handover.name } : null,
        rolesAttested: handover ? handover.rolesAttested : null,
      };
    }),
    skills: new Map(skills.flatMap((skill) => (skill ? [[skill.id, skill]] : []))),
    scripts: new Map(scripts),
  };
}

async function holdersOf(client: CxoneClient, skillId: number): Promise<SnapshotHolder[]> {
  const active = (await listSkillAgents(client, skillId)).filter(({ isActive }) => isActive);
  return inParallel(active.slice(0, HOLDERS), async ({ agentId, firstName, lastName }) => {
    const [agent, permissions] = await Promise.all([
      getAgent(client, agentId),
      getAgentPermissions(client, agentId).catch(unreadable),
    ]);
    return {
      name: `${firstName} ${lastName}`.trim() || String(agentId),
      digitalEngagement: agent?.digitalEngagement ?? null,
      seesSkills: permissions ? maySeeSkills(permissions) : null,
    };
  });
}

/** A role that may not read permissions leaves them unknown; the rest of the look goes on. */
function unreadable(error: unknown): null {
  if (error instanceof CxoneError && ["forbidden", "not_found", "rejected"].includes(error.code)) return null;
  throw error;
}

async function lookAtScript(client: CxoneClient, path: string): Promise<SnapshotScript> {
  try {
    const script = await getScript(client, path);
    if (!script) return { readable: true, missing: ["the script itself"], speaks: [] };
    const lint = lintScript(script);
    const missing = [
      ...(lint.escalate ? [] : ["ESCALATE"]),
      ...(lint.endEscalation ? [] : ["END ESCALATION"]),
      ...(lint.onRelease ? [] : ["ONRELEASE"]),
    ];
    return { readable: true, missing, speaks: lint.speaks };
  } catch (error) {
    // Scripts made in desktop Studio answer 500 (facts/cxone.md §2.6).
    if (error instanceof CxoneError && error.code === "server_error") return { readable: false };
    throw error;
  }
}

async function handoversOf(connectionId: string) {
  const rows = await db().handoverProvider.findMany({
    where: { connectionId, channelId: { not: null } },
    select: { id: true, name: true, channelId: true },
  });
  const attested = await db().setupStep.findMany({
    where: {
      subject: { in: rows.map(({ id }) => `handover:${id}`) },
      stepId: "roles",
      attestedAt: { not: null },
    },
    select: { subject: true },
  });
  const said = await db().roleAttestation.findMany({ where: { connectionId }, select: { channelId: true } });
  const ticked = new Set(attested.map(({ subject }) => subject));
  const saidOf = new Set(said.map(({ channelId }) => channelId));
  return new Map(
    rows.map(({ id, name, channelId }) => [
      channelId ?? "",
      { id, name, rolesAttested: ticked.has(`handover:${id}`) || saidOf.has(channelId ?? "") },
    ]),
  );
}
