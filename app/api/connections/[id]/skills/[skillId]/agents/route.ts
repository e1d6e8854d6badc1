import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { assignAgents } from "#lib/skills/change-skill-agents.ts";
import { listSkillAgents } from "#lib/skills/list-skill-agents.ts";
import { assignAgentsInput, skillAgentsQuery } from "#lib/skills/schema.ts";
import { tenantId } from "#lib/tenant/schema.ts";

const params = z.object({ id: z.string(), skillId: tenantId });

export const GET = defineRoute({
  summary: "Lists the agents who hold a skill",
  params,
  query: skillAgentsQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listSkillAgents(ctx, params.id, params.skillId, query),
});

export const POST = defineRoute({
  summary: "Gives up to 50 agents a skill or sets their proficiency; answers what became of each",
  params,
  body: assignAgentsInput,
  audit: writes("skill.agents_assigned"),
  handler: ({ ctx, params, body }) => assignAgents(ctx, params.id, params.skillId, body),
});
