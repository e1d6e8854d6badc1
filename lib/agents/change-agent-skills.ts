import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { AppError } from "#lib/errors.ts";
import { assignAgents, removeAgents } from "#lib/skills/change-skill-agents.ts";
import type { RowResult } from "#lib/tenant/schema.ts";
import { getAgent } from "./get-agent.ts";
import type { AgentDetail } from "./schema.ts";

/** Gives one agent a skill, or sets how well it knows it. The same write as from the skill's side, seen from the agent's. */
export async function giveAgentSkill(
  ctx: Ctx,
  connectionId: string,
  agentId: number,
  { skillId, proficiency }: { skillId: number; proficiency?: number | undefined },
): Promise<AgentDetail> {
  const { results } = await assignAgents(ctx, connectionId, skillId, {
    agentIds: [agentId],
    ...(proficiency ? { proficiency } : {}),
  });
  refuseUndone(results);
  return getAgent(ctx, connectionId, agentId);
}

/** Takes a skill from one agent. */
export async function takeAgentSkill(
  ctx: Ctx,
  connectionId: string,
  agentId: number,
  skillId: number,
): Promise<AgentDetail> {
  refuseUndone((await removeAgents(ctx, connectionId, skillId, [agentId])).results);
  return getAgent(ctx, connectionId, agentId);
}

function refuseUndone([result]: readonly RowResult[]): void {
  if (result?.state === "done") return;
  const unknown = result?.state === "unknown";
  throw new AppError(unknown ? "upstream_timeout" : "upstream_failed", {
    title: unknown ? "It is not known whether CXone did it" : "CXone refused it",
    detail: result?.reason ?? "CXone gave no reason.",
    fix: unknown
      ? "Reload in a minute and look before you try again."
      : "Correct what it names, then try again.",
  });
}
