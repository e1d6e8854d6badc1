import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { setSkillActive } from "#lib/skills/change-skill.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const POST = defineRoute({
  summary: "Switches a skill on",
  params: z.object({ id: z.string(), skillId: tenantId }),
  audit: writes("skill.activated"),
  handler: ({ ctx, params }) => setSkillActive(ctx, params.id, params.skillId, true),
});
