import "server-only";
import { listAgents } from "#lib/cxone/agents.ts";
import { listCampaigns } from "#lib/cxone/campaigns.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { AppError } from "#lib/errors.ts";
import { type SkillInput, skillInput } from "#lib/handover/schema.ts";
import type { Step } from "#lib/setup/step.ts";
import { suggestSkillName } from "#lib/skills/mapping.ts";
import type { HandoverContext } from "./context.ts";
import { skillChecks } from "./skill-checks.ts";
import {
  acceptSkillLine,
  acceptsSkillLine,
  applySkillLine,
  desiredSkill,
  findSkill,
  observeSkill,
  skillRemoval,
  unsuitable,
} from "./skill-lines.ts";

/** Refuses choices that CXone would refuse or that would leave conversations unseen. */
async function verify(
  cxone: CxoneClient,
  input: SkillInput,
  switchedOff: ReadonlySet<string>,
): Promise<void> {
  const skill = await findSkill(cxone, input);
  if (input.mode === "pick" && !skill) {
    throw fieldError("skillId", "This skill is not in CXone any more. Choose another one.");
  }
  const reason = skill && !switchedOff.has(String(skill.skillId)) && unsuitable(skill);
  if (reason) throw fieldError(input.mode === "pick" ? "skillId" : "skillName", reason);
  if (input.mode === "create") {
    const campaigns = await listCampaigns(cxone);
    if (!campaigns.some((campaign) => campaign.campaignId === input.campaignId)) {
      throw fieldError("campaignId", "This campaign is not in CXone any more. Choose another one.");
    }
  }
  if (input.agents.length > 0) {
    const known = new Map((await listAgents(cxone)).map((agent) => [agent.agentId, agent]));
    const gone = input.agents.find((agent) => !known.get(agent.agentId)?.isActive);
    if (gone)
      throw fieldError("agents", `${gone.name} is not an active user in CXone. Choose another agent.`);
  } else if (skill && !(await listSkillAgents(cxone, skill.skillId)).some((agent) => agent.isActive)) {
    throw fieldError(
      "agents",
      `Nobody holds the skill ${skill.skillName}: its conversations would wait unseen. Choose at least one agent.`,
    );
  }
}

const fieldError = (field: string, sentence: string) =>
  new AppError("bad_input", { fields: { [field]: sentence } });

export const skillStep: Step<HandoverContext> = {
  id: "skill",
  title: "Skill",
  why: "CXone offers a conversation to agents who hold the skill of its channel. Choose a digital inbound skill or have one made, and say who holds it.",
  who: "Patchbay; you choose",
  minutes: 2,
  docs: {
    path: ["CXone", "Omnichannel Routing", "ACD", "ACD Skills"],
    link: "https://help.nicecxone.com/content/acd/skills/acdskills.htm",
    doesNotProve: "That one of the agents is signed in and free when a visitor asks.",
  },
  mode: () => "automatic",
  input: skillInput,
  value: (context) =>
    context.skill ?? {
      mode: "create",
      skillName: suggestSkillName(context.provider.name),
      campaignId: null,
      campaignName: "",
      agents: [],
    },
  verify: async (_ctx, context, input) =>
    verify(await context.cxone(), input as SkillInput, context.switchedOff),
  todo: ({ skill }) => (skill ? null : "Choose a skill and at least one agent."),
  desired: desiredSkill,
  observe: observeSkill,
  apply: applySkillLine,
  accepts: acceptsSkillLine,
  accept: acceptSkillLine,
  removal: skillRemoval,
  auditObject: ({ connection }, remoteId) => connection && `skill:${connection.id}:${remoteId.split(":")[0]}`,
  checks: skillChecks,
};
