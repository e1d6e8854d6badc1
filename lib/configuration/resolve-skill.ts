import "server-only";
import { listAgents } from "#lib/cxone/agents.ts";
import { listCampaigns } from "#lib/cxone/campaigns.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { findSkillByName } from "#lib/cxone/skills.ts";
import { AppError } from "#lib/errors.ts";
import type { SkillInput } from "#lib/handover/schema.ts";
import type { HandoverConfiguration } from "./schema.ts";

type NamedSkill = NonNullable<HandoverConfiguration["skill"]>;

/** The ids that the names of a file have in a tenant. Throws `bad_input` for a name that leads nowhere or to several. */
export async function resolveSkill(cxone: CxoneClient, skill: NamedSkill): Promise<SkillInput> {
  const agents = await Promise.all(skill.agents.map((name) => resolveAgent(cxone, name)));
  if ("pick" in skill) {
    const found = await findSkillByName(cxone, skill.pick);
    if (!found) throw missing("skill", skill.pick);
    return { mode: "pick", skillId: found.skillId, skillName: found.skillName, agents };
  }
  const campaign = (await listCampaigns(cxone)).find(
    ({ campaignName }) => campaignName.toLowerCase() === skill.campaign.toLowerCase(),
  );
  if (!campaign) throw missing("campaign", skill.campaign);
  const { campaignId, campaignName } = campaign;
  return { mode: "create", skillName: skill.create, campaignId, campaignName, agents };
}

async function resolveAgent(cxone: CxoneClient, name: string): Promise<{ agentId: number; name: string }> {
  const wanted = name.toLowerCase();
  // The vendor searches names word by word; the last one is the rarest.
  const found = await listAgents(cxone, { search: name.split(/\s+/).at(-1) ?? name });
  const named = found.filter(
    ({ firstName, lastName, userName }) =>
      `${firstName} ${lastName}`.trim().toLowerCase() === wanted || userName.toLowerCase() === wanted,
  );
  const [agent] = named;
  if (!agent) throw missing("agent", name);
  if (named.length > 1) {
    throw new AppError("bad_input", {
      detail: `${named.length} agents are called ${name}: write the user name instead.`,
    });
  }
  return { agentId: agent.agentId, name };
}

const missing = (kind: string, name: string) =>
  new AppError("bad_input", {
    detail: `There is no ${kind} ${name} in the tenant: make it there, or name another one.`,
  });
