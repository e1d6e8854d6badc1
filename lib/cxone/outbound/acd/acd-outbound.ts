import "server-only";
import { listAgentStates, readAgentState } from "../../agent-states.ts";
import { getAgent } from "../../agents.ts";
import type { CxoneClient } from "../../client.ts";
import { CxoneError } from "../../errors.ts";
import { listSkillAgents, pageSkillAgents } from "../../skill-agents.ts";
import { getSkill, MEDIA_TYPE, pageSkills, type Skill } from "../../skills.ts";
import { listAgentChoices } from "../../voice/acd/choices.ts";
import { isAvailable } from "../../voice/acd/observe.ts";
import type { VoiceChoice } from "../../voice/state.ts";
import type { AgentFacts, CampaignFacts, Outbound } from "../outbound.ts";
import { dialForAgent, readDial } from "./dial.ts";

const MOST = 100;

/**
 * Outbound calls by the public API of CXone (facts/cxone.md §5, §7): what the seeds call an outbound campaign is an outbound
 * phone skill here, and the call is dialled in the agent's own session. There are no contact records, and of the context data
 * only `customerId` and `zipCode` have a place in the call.
 */
export function createAcdOutbound(client: CxoneClient): Outbound {
  return {
    dialect: "acd",
    hasContacts: false,
    listCampaigns: (search) => listCampaigns(client, search),
    listAgents: (search, campaignId) =>
      campaignId === null
        ? listAgentChoices(client, search)
        : listAssigned(client, search, Number(campaignId)),
    findContacts: async () => [],
    getContact: async () => null,
    createContact: async () => {
      throw new CxoneError("rejected", "This connection keeps no contact records.", {
        operation: "cxone.outbound.create-contact",
      });
    },
    readAgent: (agentId) => readAgent(client, Number(agentId)),
    readCampaign: (campaignId, agentId) => readCampaign(client, Number(campaignId), Number(agentId)),
    dial: (request) => dialForAgent(client, request),
    readDial: (call) => readDial(client, call),
  };
}

const isPersonalConnection = ({ outboundStrategy }: Skill) =>
  /^personal\s*connection$/i.test(outboundStrategy);

/** All outbound phone skills; those of another strategy say so, since they cannot be used. */
async function listCampaigns(client: CxoneClient, search: string): Promise<VoiceChoice[]> {
  const { rows } = await pageSkills(client, {
    mediaTypeId: MEDIA_TYPE.phone,
    isOutbound: true,
    skip: 0,
    top: MOST,
    ...(search === "" ? {} : { search }),
  });
  return rows.slice(0, MOST).map((skill) => {
    const strategy = skill.outboundStrategy || "no strategy";
    const detail = isPersonalConnection(skill)
      ? skill.campaignName
      : `Not usable: ${strategy}, not Personal Connection`;
    return {
      id: String(skill.skillId),
      name: skill.skillName,
      status: skill.isActive ? "ACTIVE" : "INACTIVE",
      ...(detail ? { detail } : {}),
    };
  });
}

async function listAssigned(client: CxoneClient, search: string, skillId: number): Promise<VoiceChoice[]> {
  const query = { skip: 0, top: MOST, search: search || undefined };
  const [{ rows }, states] = await Promise.all([
    pageSkillAgents(client, skillId, query),
    listAgentStates(client),
  ]);
  const stateOf = new Map(states.map((row) => [row.agentId, row.state]));
  return rows
    .filter((row) => row.isActive)
    .slice(0, MOST)
    .map(({ agentId, firstName, lastName, teamName }) => ({
      id: String(agentId),
      name: `${firstName} ${lastName}`.trim(),
      status: stateOf.get(agentId) ?? null,
      ...(teamName ? { detail: teamName } : {}),
    }));
}

/** P-20. Whether an agent is in an interaction shows in the state's name, or in the contact it has. */
async function readAgent(client: CxoneClient, agentId: number): Promise<AgentFacts | null> {
  const [agent, state] = await Promise.all([getAgent(client, agentId), readAgentState(client, agentId)]);
  if (!agent) return null;
  const presence = state?.state ?? "Unknown";
  return {
    id: String(agentId),
    name: `${agent.firstName} ${agent.lastName}`.trim() || agent.userName,
    active: agent.isActive,
    presence,
    ready: isAvailable(presence),
    engaged: /contact|consult|dialer/i.test(presence) || Boolean(state?.contactId),
  };
}

/** P-11, P-14. */
async function readCampaign(
  client: CxoneClient,
  skillId: number,
  agentId: number,
): Promise<CampaignFacts | null> {
  const skill = await getSkill(client, skillId);
  if (!skill?.isOutbound || skill.mediaTypeId !== MEDIA_TYPE.phone) return null;
  const agents = await listSkillAgents(client, skillId);
  return {
    id: String(skillId),
    name: skill.skillName,
    active: skill.isActive,
    personalConnection: isPersonalConnection(skill),
    agentAssigned: agents.some((row) => row.agentId === agentId && row.isActive),
  };
}
