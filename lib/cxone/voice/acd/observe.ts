import "server-only";
import { type AgentStateRow, listAgentStates, readAgentState } from "../../agent-states.ts";
import { getAgent } from "../../agents.ts";
import { getCampaign } from "../../campaigns.ts";
import type { CxoneClient } from "../../client.ts";
import { listSkillAgents } from "../../skill-agents.ts";
import { getSkill, MEDIA_TYPE, type Skill } from "../../skills.ts";
import type { Observation, ObservedAgent, TransferTarget } from "../state.ts";

const NOTHING: Observation = { queue: null, campaigns: null, agents: null };

/**
 * What eligibility is judged by (T-20 to T-23). A queue is a phone skill here: its own switch, its campaign, and the agents who
 * hold it with what they are doing. At a number or extension there is nothing to see.
 */
export async function observe(client: CxoneClient, target: TransferTarget): Promise<Observation> {
  const id = Number(target.targetId);
  switch (target.targetType) {
    case "NUMBER":
    case "EXTENSION":
      return NOTHING;
    case "AGENT":
      return { ...NOTHING, agents: await observeAgent(client, id) };
    case "QUEUE":
    case "SKILL":
      return observeSkill(client, id, target.skillId === undefined ? null : Number(target.skillId));
  }
}

async function observeSkill(
  client: CxoneClient,
  skillId: number,
  narrowedTo: number | null,
): Promise<Observation> {
  const skill = await getSkill(client, skillId);
  if (skill === null || !takesCalls(skill)) return NOTHING;
  const [campaign, agents] = await Promise.all([
    skill.campaignId ? getCampaign(client, skill.campaignId) : null,
    observeAgents(client, skillId, narrowedTo),
  ]);
  return {
    queue: { id: String(skillId), name: skill.skillName, status: skill.isActive ? "ACTIVE" : "INACTIVE" },
    campaigns: campaign
      ? [{ id: String(campaign.campaignId), name: campaign.campaignName, active: campaign.isActive }]
      : [],
    agents,
  };
}

/** A call cannot be dialled to a skill for chats; one that only dials out takes none either. */
const takesCalls = ({ mediaTypeId, isOutbound }: Skill) =>
  mediaTypeId === MEDIA_TYPE.voicemail || (mediaTypeId === MEDIA_TYPE.phone && !isOutbound);

async function observeAgents(
  client: CxoneClient,
  skillId: number,
  narrowedTo: number | null,
): Promise<ObservedAgent[]> {
  const holding = async (id: number) => (await listSkillAgents(client, id)).filter((row) => row.isActive);
  const [assigned, narrowed, states] = await Promise.all([
    holding(skillId),
    narrowedTo === null ? [] : holding(narrowedTo),
    listAgentStates(client),
  ]);
  const stateOf = new Map(states.map((row) => [row.agentId, row]));
  const narrow = new Set(narrowed.map((row) => row.agentId));
  return assigned.map(({ agentId, firstName, lastName }) =>
    observed(agentId, `${firstName} ${lastName}`, stateOf.get(agentId), [
      String(skillId),
      ...(narrowedTo !== null && narrow.has(agentId) ? [String(narrowedTo)] : []),
    ]),
  );
}

async function observeAgent(client: CxoneClient, agentId: number): Promise<ObservedAgent[]> {
  const [agent, state] = await Promise.all([getAgent(client, agentId), readAgentState(client, agentId)]);
  return agent?.isActive
    ? [observed(agentId, `${agent.firstName} ${agent.lastName}`, state ?? undefined, [])]
    : [];
}

function observed(
  agentId: number,
  name: string,
  state: AgentStateRow | undefined,
  skills: readonly string[],
): ObservedAgent {
  const status = state?.state ?? "Unknown";
  return { id: String(agentId), name: name.trim(), status, available: isAvailable(status), skills };
}

/** Of the states of facts/cxone.md §4 the one in which a call is routed to an agent. */
export const isAvailable = (state: string): boolean => /^available$/i.test(state);
