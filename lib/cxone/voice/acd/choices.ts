import "server-only";
import { listAgentStates } from "../../agent-states.ts";
import { pageAgents } from "../../agents.ts";
import { listActiveCalls } from "../../calls.ts";
import type { CxoneClient } from "../../client.ts";
import { MEDIA_TYPE, pageSkills, type Skill } from "../../skills.ts";
import type { LiveCall, VoiceChoice } from "../state.ts";
import { phaseOf } from "./contact-phase.ts";

const MOST = 100;

/** Calls that an agent has: only those can be transferred here. A leg that was dialled for one of them is not one itself. */
export async function listCalls(client: CxoneClient): Promise<LiveCall[]> {
  const calls = await listActiveCalls(client);
  const first = new Map<number, number>();
  for (const { masterId, contactId } of calls)
    first.set(masterId, Math.min(contactId, first.get(masterId) ?? contactId));
  return calls.flatMap((call) => {
    const phase = phaseOf(call);
    if (call.agentId === null || (phase !== "connected" && phase !== "held")) return [];
    if (first.get(call.masterId) !== call.contactId) return [];
    return [
      {
        callId: String(call.contactId),
        state: call.stateName || call.contactStateCategory,
        from: call.fromAddress || null,
        to: call.toAddress || null,
        queue: call.skillName || null,
        agent: { id: String(call.agentId), name: call.agentName || null },
        startedAt: call.contactStartDate,
      },
    ];
  });
}

/** What a call can be sent to. Voicemail is a skill of its own kind. */
export async function listTargets(
  client: CxoneClient,
  kind: "queues" | "skills" | "agents",
  search: string,
): Promise<VoiceChoice[]> {
  if (kind === "agents") return listAgentChoices(client, search);
  const inbound = { isOutbound: false, skip: 0, top: MOST, ...(search === "" ? {} : { search }) };
  const ofType = async (mediaTypeId: number) => (await pageSkills(client, { ...inbound, mediaTypeId })).rows;
  const [phone, voicemail] = await Promise.all([
    ofType(MEDIA_TYPE.phone),
    kind === "skills" ? ofType(MEDIA_TYPE.voicemail) : [],
  ]);
  return [...phone, ...voicemail].slice(0, MOST).map(skillChoice);
}

const skillChoice = (skill: Skill): VoiceChoice => {
  const detail = skill.mediaTypeId === MEDIA_TYPE.voicemail ? "Voicemail" : skill.campaignName;
  return {
    id: String(skill.skillId),
    name: skill.skillName,
    status: skill.isActive ? "ACTIVE" : "INACTIVE",
    ...(detail ? { detail } : {}),
  };
};

/** Active agents with what they are doing now. */
export async function listAgentChoices(client: CxoneClient, search: string): Promise<VoiceChoice[]> {
  const query = { isActive: true, skip: 0, top: MOST, search: search || undefined };
  const [{ rows }, states] = await Promise.all([pageAgents(client, query), listAgentStates(client)]);
  const stateOf = new Map(states.map((row) => [row.agentId, row.state]));
  return rows.slice(0, MOST).map((agent) => ({
    id: String(agent.agentId),
    name: `${agent.firstName} ${agent.lastName}`.trim() || agent.userName,
    status: stateOf.get(agent.agentId) ?? null,
    ...(agent.teamName ? { detail: agent.teamName } : {}),
  }));
}
