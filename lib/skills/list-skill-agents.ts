import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { pageSkillAgents } from "#lib/cxone/skill-agents.ts";
import { listTenantPage } from "#lib/tenant/list-tenant-page.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import type { SkillAgentRow, SkillAgentsQuery } from "./schema.ts";

/** The agents who hold a skill (H-57). */
export async function listSkillAgents(
  ctx: Ctx,
  connectionId: string,
  skillId: number,
  query: SkillAgentsQuery,
): Promise<TenantPage<SkillAgentRow>> {
  requireRole(ctx, "admin", "operator");
  const { q: search, sort = { by: "lastName", descending: false } } = query;
  return listTenantPage(
    ctx,
    connectionId,
    { operation: `skills.agents.${skillId}`, query },
    (client, at) => pageSkillAgents(client, skillId, { ...at, search, sort }),
    (row): SkillAgentRow => ({
      agentId: row.agentId,
      name: `${row.firstName} ${row.lastName}`.trim() || String(row.agentId),
      teamName: row.teamName,
      active: row.isActive,
      proficiency: row.agentProficiencyValue ?? null,
    }),
  );
}
