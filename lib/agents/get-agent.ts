import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { getAgentState } from "#lib/cxone/agent-states.ts";
import { getAgent as getVendorAgent } from "#lib/cxone/agents.ts";
import { getAgentPermissions, maySeeSkills } from "#lib/cxone/permissions.ts";
import { listAgentSkills } from "#lib/cxone/skill-agents.ts";
import { AppError } from "#lib/errors.ts";
import { DIGITAL, mediaTypeName } from "#lib/skills/mapping.ts";
import { agentRow } from "./reads.ts";
import type { AgentDetail } from "./schema.ts";
import { findingsOf } from "./state.ts";

/**
 * One agent with what it is doing, holds and lacks (M-54), or the last that was known (`stale`). What CXone does not say of
 * state or permissions is null, not guessed. Throws `not_found`.
 */
export async function getAgent(ctx: Ctx, connectionId: string, agentId: number): Promise<AgentDetail> {
  requireRole(ctx, "admin", "operator");
  const question = { operation: "agents.one", params: agentId };
  const { value, asOf, stale } = await readThrough(ctx, connectionId, question, async (client) => {
    const agent = await getVendorAgent(client, agentId);
    if (!agent) return null;
    const [held, state, permissions] = await Promise.all([
      listAgentSkills(client, agentId),
      getAgentState(client, agentId).catch(() => null),
      getAgentPermissions(client, agentId).catch(() => null),
    ]);
    return { agent, held, state, permissions: permissions && permissionFacts(permissions) };
  });
  if (!value) throw new AppError("not_found", { detail: "This agent is not in CXone." });
  const { agent, held, state, permissions } = value;
  const digitalSkills = held.filter((skill) => skill.isActive && skill.mediaTypeId === DIGITAL).length;
  return {
    ...agentRow(agent),
    connectionId,
    email: agent.emailAddress,
    state,
    held: held
      .map((skill) => ({
        skillId: skill.skillId,
        name: skill.skillName,
        mediaType: mediaTypeName(skill.mediaTypeId),
        active: skill.isActive,
        proficiency: skill.agentProficiencyValue ?? null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    findings: findingsOf({
      active: agent.isActive,
      digitalEngagement: agent.digitalEngagement,
      digitalSkills,
      state,
    }),
    permissions,
    readAt: asOf,
    stale,
  };
}

const permissionFacts = (permissions: ReadonlyMap<string, boolean>): AgentDetail["permissions"] => ({
  granted: [...permissions].filter(([, granted]) => granted).map(([key]) => key),
  total: permissions.size,
  skillsView: maySeeSkills(permissions),
});
