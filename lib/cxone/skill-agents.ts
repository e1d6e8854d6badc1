import "server-only";
import * as z from "zod";
import { flag, integerId, parseAnswer, requireBatchSuccess, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import type { BatchItem } from "./errors.ts";
import { type AcdPage, compareBy, pageAcd } from "./page-acd.ts";
import { listAcd } from "./pages.ts";

const assignment = z.object({
  agentId: integerId,
  firstName: textOrEmpty,
  lastName: textOrEmpty,
  teamName: textOrEmpty,
  isActive: flag.nullish().transform((on) => on ?? true),
  agentProficiencyValue: z.coerce.number().nullish(),
});

export type SkillAssignment = z.infer<typeof assignment>;

/** The agents that hold a skill (H-57). An assignment may be inactive: then nothing is routed to that agent. */
export async function listSkillAgents(client: CxoneClient, skillId: number): Promise<SkillAssignment[]> {
  return listAcd(client, {
    operation: "cxone.skill-agents.list",
    path: `skills/${skillId}/agents`,
    key: "agentSkillAssignments",
    row: assignment,
    idOf: (row) => row.agentId,
  });
}

export interface SkillAgentsQuery {
  readonly skip: number;
  readonly top: number;
  readonly search?: string | undefined;
  readonly sort?:
    | { readonly by: "lastName" | "agentProficiencyValue"; readonly descending: boolean }
    | undefined;
}

/** One page of the agents that hold a skill. */
export async function pageSkillAgents(
  client: CxoneClient,
  skillId: number,
  { skip, top, search, sort }: SkillAgentsQuery,
): Promise<AcdPage<SkillAssignment>> {
  const wanted = search?.toLowerCase();
  return pageAcd(
    client,
    {
      operation: "cxone.skill-agents.page",
      path: `skills/${skillId}/agents`,
      query: { searchString: search, orderBy: sort && `${sort.by} ${sort.descending ? "desc" : "asc"}` },
      key: "agentSkillAssignments",
      row: assignment,
      idOf: (row) => row.agentId,
      matches: (row) =>
        wanted === undefined ||
        `${row.firstName} ${row.lastName} ${row.firstName} ${row.agentId}`.toLowerCase().includes(wanted),
      compare: sort && ((a, b) => (sort.descending ? -1 : 1) * compareBy(a[sort.by] ?? 0, b[sort.by] ?? 0)),
    },
    { skip, top },
  );
}

const held = z.object({
  skillId: integerId,
  skillName: textOrEmpty,
  mediaTypeId: integerId.nullish().transform((id) => id ?? 0),
  isOutbound: flag.nullish().transform((on) => on ?? false),
  isActive: flag.nullish().transform((on) => on ?? true),
  agentProficiencyValue: z.coerce.number().nullish(),
});

export type HeldSkill = z.infer<typeof held>;

/** The skills that an agent holds. */
export async function listAgentSkills(client: CxoneClient, agentId: number): Promise<HeldSkill[]> {
  return listAcd(client, {
    operation: "cxone.agent-skills.list",
    path: `agents/${agentId}/skills`,
    key: "agentSkillAssignments",
    row: held,
    idOf: (row) => row.skillId,
  });
}

const batch = z.object({
  errorCount: z.coerce.number().nullish(),
  agentResults: z.array(z.object({ agentId: integerId.nullish(), success: flag, error: textOrEmpty })),
});
const answer = z.union([z.object({ resultSet: batch }).transform((wrapped) => wrapped.resultSet), batch]);

/** Which agents, and for an assignment how well each knows the skill: 1 (best) to 20. */
export interface AgentOfSkill {
  readonly agentId: number;
  readonly proficiency?: number;
}

/**
 * Gives agents a skill, or takes it from them, and answers what became of each. Giving again sets the proficiency anew and
 * changes nothing else, so it may be repeated.
 */
export async function changeSkillAgents(
  client: CxoneClient,
  skillId: number,
  deed: "assign" | "remove",
  agents: readonly AgentOfSkill[],
): Promise<BatchItem[]> {
  if (agents.length === 0) return [];
  const operation = `cxone.skill-agents.${deed}`;
  const response = await client.request({
    operation,
    api: "acd",
    method: deed === "assign" ? "POST" : "DELETE",
    path: `skills/${skillId}/agents`,
    // The schema wants agent ids as text here and nowhere else.
    body: {
      agents: agents.map((one) => ({
        ...one,
        agentId: String(one.agentId),
        ...(deed === "assign" ? { isActive: true } : {}),
      })),
    },
    idempotent: true,
  });
  const result = parseAnswer(operation, response, answer);
  return result.agentResults.map((item, index) => ({
    index,
    id: item.agentId ?? agents[index]?.agentId ?? null,
    success: item.success,
    error: item.error,
  }));
}

/** Gives agents a skill. If CXone refuses any, `batch_failed` is thrown with all items: the others were assigned. */
export async function assignSkillAgents(
  client: CxoneClient,
  skillId: number,
  agents: readonly AgentOfSkill[],
): Promise<BatchItem[]> {
  const items = await changeSkillAgents(client, skillId, "assign", agents);
  const errorCount = items.filter((item) => !item.success).length;
  requireBatchSuccess("cxone.skill-agents.assign", { errorCount, items }, "");
  return items;
}

/** Takes a skill from an agent. False when the agent did not hold it. */
export async function removeSkillAgent(
  client: CxoneClient,
  skillId: number,
  agentId: number,
): Promise<boolean> {
  try {
    await client.request({
      operation: "cxone.skill-agents.remove",
      api: "acd",
      method: "DELETE",
      path: `skills/${skillId}/agents/${agentId}`,
      idempotent: true,
    });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
