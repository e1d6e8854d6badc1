import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { listAgentStates } from "#lib/cxone/agent-states.ts";
import { type Agent, getAgent, pageAgents } from "#lib/cxone/agents.ts";
import { listAgentSkills } from "#lib/cxone/skill-agents.ts";
import { listTeams as listVendorTeams } from "#lib/cxone/teams.ts";
import { DIGITAL } from "#lib/skills/mapping.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";
import { listTenantPage, pageOfOne } from "#lib/tenant/list-tenant-page.ts";
import { parseTenantId } from "#lib/tenant/parse-tenant-id.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import { pageByState } from "./page-by-state.ts";
import type { AgentPresence, AgentQuery, AgentRow, TeamView } from "./schema.ts";

/** Agents of a tenant; an id or a pasted address finds its agent (H-11). */
export async function listAgents(
  ctx: Ctx,
  connectionId: string,
  query: AgentQuery,
): Promise<TenantPage<AgentRow>> {
  requireRole(ctx, "admin", "operator");
  const { q: search, active, team, state, sort } = query;
  return listTenantPage(
    ctx,
    connectionId,
    { operation: "agents.list", query },
    async (client, at) => {
      const id = search ? parseTenantId("agent", search) : null;
      const one = id === null ? null : await getAgent(client, id);
      if (one) return pageOfOne(one);
      if (state) return pageByState(client, { ...at, state, search, active, team });
      return pageAgents(client, {
        ...at,
        search,
        isActive: active,
        teamId: team,
        sort: sort ?? { by: "lastName", descending: false },
      });
    },
    agentRow,
  );
}

/**
 * What the agents of one page are doing and hold. Apart from the list, so that the list is as fast as its one call: states
 * come for all agents in one answer, skills by one call for each.
 */
export async function listPresence(
  ctx: Ctx,
  connectionId: string,
  ids: readonly number[],
): Promise<{ items: AgentPresence[] }> {
  requireRole(ctx, "admin", "operator");
  const question = { operation: "agents.presence", params: ids };
  const { value } = await readThrough(ctx, connectionId, question, async (client) => {
    const [states, held] = await Promise.all([
      listAgentStates(client),
      inParallel(ids, (agentId) => listAgentSkills(client, agentId)),
    ]);
    const stateOf = new Map(states.map((row) => [row.agentId, row.state]));
    return ids.map((agentId, index): AgentPresence => {
      const skills = held[index]?.filter((skill) => skill.isActive);
      return {
        agentId,
        state: stateOf.get(agentId) ?? null,
        skills: skills?.length ?? null,
        digitalSkills: skills?.filter((skill) => skill.mediaTypeId === DIGITAL).length ?? null,
      };
    });
  });
  return { items: value };
}

/** The teams of a tenant by name. */
export async function listTeams(ctx: Ctx, connectionId: string): Promise<{ items: TeamView[] }> {
  requireRole(ctx, "admin", "operator");
  const { value } = await readThrough(ctx, connectionId, { operation: "teams.list" }, listVendorTeams);
  return {
    items: value
      .map((team) => ({ teamId: team.teamId, name: team.teamName, active: team.isActive }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

export const agentRow = (agent: Agent): AgentRow => ({
  agentId: agent.agentId,
  name: `${agent.firstName} ${agent.lastName}`.trim() || agent.userName,
  userName: agent.userName,
  teamId: agent.teamId,
  teamName: agent.teamName,
  profile: agent.profileName,
  active: agent.isActive,
  digitalEngagement: agent.digitalEngagement,
});
