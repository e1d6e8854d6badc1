import * as z from "zod";
import { giveAgentSkill } from "#lib/agents/change-agent-skills.ts";
import { agentSkillInput } from "#lib/agents/schema.ts";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const POST = defineRoute({
  summary: "Gives an agent a skill or sets its proficiency",
  params: z.object({ id: z.string(), agentId: tenantId }),
  body: agentSkillInput,
  audit: writes("skill.agents_assigned"),
  handler: ({ ctx, params, body }) => giveAgentSkill(ctx, params.id, params.agentId, body),
});
