import * as z from "zod";
import { takeAgentSkill } from "#lib/agents/change-agent-skills.ts";
import { removeAgentSkillInput } from "#lib/agents/schema.ts";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const POST = defineRoute({
  summary: "Takes a skill from an agent",
  params: z.object({ id: z.string(), agentId: tenantId }),
  body: removeAgentSkillInput,
  audit: writes("skill.agents_removed"),
  handler: ({ ctx, params, body }) => takeAgentSkill(ctx, params.id, params.agentId, body.skillId),
});
