import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { listAgents } from "#lib/cxone/agents.ts";
import { listCampaigns } from "#lib/cxone/campaigns.ts";
import { listSkills, MEDIA_TYPE } from "#lib/cxone/skills.ts";
import { explainFailure } from "#lib/setup/explain-failure.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import type { HandoverContext } from "./cxone-setup/context.ts";
import { cxoneHandover, subjectOf } from "./cxone-setup/cxone-handover.ts";
import { unsuitable } from "./cxone-setup/skill-lines.ts";
import type { PickerOption } from "./schema.ts";

const MAX_OPTIONS = 50;

export const OPTION_KINDS = ["skills", "campaigns", "agents"] as const;
export type OptionKind = (typeof OPTION_KINDS)[number];

/** What a picker of the set-up offers, straight from CXone; at most 50, `more` says that the search must narrow. */
export async function listOptions(
  ctx: Ctx,
  id: string,
  kind: OptionKind,
  search: string,
): Promise<{ items: PickerOption[]; more: boolean }> {
  requireRole(ctx, "admin", "operator");
  const context = await loadSetup(cxoneHandover, ctx, subjectOf(id));
  const all = await READERS[kind](context, search).catch((error: unknown) => {
    throw explainFailure(cxoneHandover, error);
  });
  const wanted = search.trim().toLowerCase();
  const found = all
    .filter(({ label, hint }) => `${label} ${hint ?? ""}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(a.disabled) - Number(b.disabled) || a.label.localeCompare(b.label));
  return { items: found.slice(0, MAX_OPTIONS), more: found.length > MAX_OPTIONS };
}

const READERS: Record<OptionKind, (context: HandoverContext, search: string) => Promise<PickerOption[]>> = {
  /** H-55: digital and inbound ones can be picked. */
  skills: async (context) => {
    const skills = await listSkills(await context.cxone(), { mediaTypeId: MEDIA_TYPE.digital });
    return skills.map((skill) => ({
      id: skill.skillId,
      label: skill.skillName,
      hint: unsuitable(skill) ?? (skill.campaignName || null),
      disabled: unsuitable(skill) !== null,
    }));
  },
  campaigns: async (context) =>
    (await listCampaigns(await context.cxone())).map((campaign) => ({
      id: campaign.campaignId,
      label: campaign.campaignName,
      hint: campaign.isActive ? campaign.description || null : "Not active",
      disabled: !campaign.isActive,
    })),
  /** An agent without digital engagement is never offered a digital conversation. */
  agents: async (context) =>
    (await listAgents(await context.cxone())).map((agent) => ({
      id: agent.agentId,
      label: `${agent.firstName} ${agent.lastName}`.trim() || agent.userName,
      hint: agent.digitalEngagement === false ? "No digital engagement in CXone" : agent.teamName || null,
      disabled: agent.digitalEngagement === false,
    })),
};
