import "server-only";
import * as z from "zod";
import { flag, integerId, parseAnswer, requireBatchSuccess, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import type { BatchItem } from "./errors.ts";
import { listAcd } from "./pages.ts";

const assignment = z.object({
  agentId: integerId,
  firstName: textOrEmpty,
  lastName: textOrEmpty,
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

/**
 * Gives agents a skill and answers what became of each. If CXone refuses any, `batch_failed` is thrown with all items: the others
 * were assigned. Assigning again changes nothing, so it may be repeated for the failed ones.
 */
export async function assignSkillAgents(
  client: CxoneClient,
  skillId: number,
  agents: readonly { readonly agentId: number; readonly proficiency?: number }[],
): Promise<BatchItem[]> {
  if (agents.length === 0) return [];
  const operation = "cxone.skill-agents.assign";
  const response = await client.request({
    operation,
    api: "acd",
    method: "POST",
    path: `skills/${skillId}/agents`,
    // The schema wants agent ids as text here and nowhere else.
    body: { agents: agents.map((one) => ({ ...one, agentId: String(one.agentId), isActive: true })) },
    idempotent: true,
  });
  const result = parseAnswer(operation, response, answer);
  const items = result.agentResults.map((item, index) => ({
    index,
    id: item.agentId ?? agents[index]?.agentId ?? null,
    success: item.success,
    error: item.error,
  }));
  requireBatchSuccess(operation, { errorCount: result.errorCount ?? 0, items }, response.requestLogId);
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
