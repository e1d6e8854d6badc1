import { firstSkillId } from "../cxone/create-skill.ts";
import { voiceIds } from "../state/seed-voice.ts";
import type { Store } from "../state/store.ts";
import { newCall } from "../telephony/calls.ts";
import type { JsonRecord } from "../wire/values.ts";
import { countIn, flagIn } from "./voice-input.ts";

const most = 50_000;

/**
 * Many queues, agents on them and calls. Half of the agents are available; with `withAgents` each call is with an agent of
 * its own (made for it), otherwise the customers talk to the script. Answers how many there are now, and the calls' ids.
 */
export function populateVoice(store: Store, body: JsonRecord): JsonRecord {
  const queues = countIn(body, "queues", 0, most);
  const agents = countIn(body, "agents", 0, most);
  const calls = countIn(body, "calls", 0, most);
  const withAgents = "withAgents" in body ? flagIn(body, "withAgents") : false;
  const skillIds = addQueues(store, queues);
  addAgents(store, agents, skillIds, "mixed");
  const own = withAgents ? addAgents(store, calls, [], "Available") : [];
  const callIds = Array.from({ length: calls }, (_, at) => {
    const from = `+4930${String(1_000_000 + at)}`;
    return newCall(store, { from, to: "+4930901800", agentId: own[at] ?? null }).callId;
  });
  return { skills: store.skills.size, agents: store.agents.size, live: store.voice.calls.size, callIds };
}

function addQueues(store: Store, count: number): number[] {
  const first = store.reserveNumbers("skill", firstSkillId, count);
  const at = store.now() - 86_400_000;
  return Array.from({ length: count }, (_, index) => {
    const skillId = first + index;
    store.skills.put(skillId, {
      skillId,
      skillName: `Line_${skillId}`,
      mediaTypeId: 4,
      campaignId: index % 20 === 19 ? voiceIds.campaigns.off : voiceIds.campaigns.voice,
      isActive: index % 25 !== 24,
      isOutbound: false,
      outboundStrategy: null,
      settings: {},
      createdAt: at,
      updatedAt: at,
    });
    return skillId;
  });
}

function addAgents(
  store: Store,
  count: number,
  skillIds: readonly number[],
  state: "mixed" | "Available",
): number[] {
  const first = store.reserveNumbers("agent", 30_200, count);
  return Array.from({ length: count }, (_, index) => {
    const agentId = first + index;
    const userName = `voice.${agentId}@acme.example`;
    store.agents.put(agentId, {
      agentId,
      userId: `22ec9f00-2b7e-4a6d-9c3f-${String(agentId).padStart(12, "0")}`,
      digitalUserId: agentId - 23_000,
      userName,
      firstName: "Voice",
      lastName: String(agentId),
      nickname: "Voice",
      emailAddress: userName,
      teamId: 503,
      roleId: 3,
      isActive: true,
      digitalEngagement: false,
      state: state === "Available" || index % 2 === 0 ? "Available" : "Unavailable",
      updatedAt: store.now(),
    });
    const skillId = skillIds[index % Math.max(1, skillIds.length)];
    if (skillId !== undefined)
      store.assignments.put(`${skillId}:${agentId}`, { skillId, agentId, isActive: true, proficiency: 10 });
    return agentId;
  });
}
