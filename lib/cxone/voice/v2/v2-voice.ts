import "server-only";
import { CxoneError } from "../../errors.ts";
import {
  type V2Call as Call,
  getCall,
  listLiveCalls,
  transferCall,
  type V2LiveCall,
} from "../../v2/calls.ts";
import { campaignsOfQueue, isActive } from "../../v2/campaigns.ts";
import type { CxoneV2Client } from "../../v2/client.ts";
import { readMetricsOf } from "../../v2/metrics.ts";
import { findQueue, listQueues } from "../../v2/queues.ts";
import { listSkills } from "../../v2/skills.ts";
import { agentsOfQueue, findUser, getPresence, listUsers, type QueueAgent } from "../../v2/users.ts";
import { isReadyWord, matching, placeholderAmong } from "../../v2/words.ts";
import { withRefusedField } from "../refused-field.ts";
import type {
  LiveCall,
  Observation,
  ObservedAgent,
  Reading,
  TransferTarget,
  VoiceChoice,
  WriteAnswer,
} from "../state.ts";
import type { Voice } from "../voice.ts";
import { failedReadingOf, placeholderRefused, writeAnswerOf } from "../write-answer.ts";

/** Voice control by the endpoints of seed 001. What the seed does not name may be absent: then its part is not known. */
export function createV2Voice(client: CxoneV2Client): Voice {
  return {
    dialect: "v2",
    observe: (target) => observe(client, target),

    async issue({ callId }, target): Promise<WriteAnswer> {
      const zero = placeholderAmong({ call: callId, target: target.targetId, skill: target.skillId });
      if (zero) return placeholderRefused(zero);
      try {
        const { id, state } = await transferCall(client, callId, target);
        return { result: "accepted", requestId: id, state: state ?? null };
      } catch (error) {
        return withRefusedField(writeAnswerOf(error), error, target);
      }
    },

    // The legs are joined by CXone itself.
    join: async () => ({ result: "accepted", requestId: null, state: null }),
    // No reading says `wait`, so nobody asks: the endpoints name nothing that takes a transfer back.
    withdraw: async () => NOT_SUPPORTED,

    async readCall({ callId }): Promise<Reading> {
      try {
        return readingOf(await getCall(client, callId));
      } catch (error) {
        if (error instanceof CxoneError && error.code === "not_found")
          return { result: "gone", message: "CXone knows no such call any more." };
        return failedReadingOf(error);
      }
    },

    async readPresence(agentId) {
      const [presence, user] = await Promise.all([
        getPresence(client, agentId),
        // The seed does not name it: presence is as good without.
        findUser(client, agentId).catch(() => null),
      ]);
      return { ...presence, name: user?.name ?? null };
    },
    readMetrics: (callId, range) => readMetricsOf(client, callId, range),

    async listCalls() {
      const calls = (await listLiveCalls(client))?.map(liveCall) ?? null;
      return calls && namedAgents(client, calls);
    },
    listTargets: (kind, search) => LISTS[kind](client, search),
  };
}

const NOT_SUPPORTED: WriteAnswer = {
  result: "refused",
  code: "not_supported",
  message: "This connection cannot take a transfer back.",
  fix: "The call is looked at until the contact centre says what became of it.",
  status: null,
};

const liveCall = ({ id, queueName, connectedTo, agent, ...call }: V2LiveCall): LiveCall => ({
  ...call,
  callId: id,
  queue: call.queue ?? queueName,
  agent: connectedTo ?? agent,
});

/** A call may be shown with the id of its agent alone. The seed names no users: without them ids have to do. */
async function namedAgents(client: CxoneV2Client, calls: readonly LiveCall[]): Promise<LiveCall[]> {
  if (calls.every(({ agent }) => agent === null || agent.name !== null)) return [...calls];
  const users = (await listUsers(client, "").catch(() => null)) ?? [];
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return calls.map((call) => {
    const { agent } = call;
    return agent ? { ...call, agent: { ...agent, name: agent.name ?? names.get(agent.id) ?? null } } : call;
  });
}

/** Only queues belong to campaigns and are staffed by name; of a skill, a number or an extension nothing is told. */
async function observe(client: CxoneV2Client, target: TransferTarget): Promise<Observation> {
  const { targetType, targetId } = target;
  if (targetType === "SKILL") {
    return { queue: { id: targetId, name: "", status: null }, campaigns: null, agents: null };
  }
  if (targetType !== "QUEUE") return { queue: null, campaigns: null, agents: null };
  const [queue, campaigns, agents] = await Promise.all([
    findQueue(client, targetId),
    campaignsOfQueue(client, targetId),
    agentsOfQueue(client, targetId),
  ]);
  return {
    queue: queue ?? { id: targetId, name: "", status: null },
    campaigns: campaigns.map((campaign) => ({
      id: campaign.id,
      name: campaign.name,
      active: isActive(campaign),
    })),
    agents: agents.map(observed),
  };
}

const observed = ({ userId, name, status, skills }: QueueAgent): ObservedAgent => ({
  id: userId,
  name,
  status,
  available: isReadyWord(status),
  skills: skills.map(({ skillId }) => skillId),
});

const FINAL: ReadonlySet<string> = new Set(["CONNECTED", "FAILED", "DISCONNECTED"]);

function readingOf({ state, connectedTo, transfer }: Call): Reading {
  return {
    result: "read",
    state,
    transfer: shownOf(transfer),
    transferId: transfer?.id ?? null,
    connectedTo,
    join: "not_needed",
  };
}

/** Left out, CXone does not say; null, it shows none; one that has come to its end is kept beside the call. */
function shownOf(transfer: Call["transfer"]) {
  if (!transfer) return transfer === undefined ? null : "none";
  return FINAL.has(transfer.state ?? "") ? "ended" : "underway";
}

type List = (client: CxoneV2Client, search: string) => Promise<VoiceChoice[] | null>;

const LISTS: Readonly<Record<"queues" | "skills" | "agents", List>> = {
  async queues(client, search) {
    const queues = await listQueues(client, search);
    return queues && matching(queues, search);
  },
  async skills(client, search) {
    const skills = await listSkills(client, search);
    return skills && matching(skills, search).map(({ id, name }) => ({ id, name, status: null }));
  },
  async agents(client, search) {
    const users = await listUsers(client, search);
    const active = users?.filter((user) => user.active) ?? null;
    return active && matching(active, search).map(({ id, name }) => ({ id, name, status: null }));
  },
};
