import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { removeAgents } from "#lib/skills/change-skill-agents.ts";
import { removeAgentsInput } from "#lib/skills/schema.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const POST = defineRoute({
  summary: "Takes a skill from up to 50 agents; answers what became of each",
  params: z.object({ id: z.string(), skillId: tenantId }),
  body: removeAgentsInput,
  audit: writes("skill.agents_removed"),
  handler: ({ ctx, params, body }) => removeAgents(ctx, params.id, params.skillId, body.agentIds),
});
