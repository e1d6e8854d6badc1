import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { changeSkill } from "#lib/skills/change-skill.ts";
import { getSkill } from "#lib/skills/get-skill.ts";
import { skillChange } from "#lib/skills/schema.ts";
import { tenantId } from "#lib/tenant/schema.ts";

const params = z.object({ id: z.string(), skillId: tenantId });

export const GET = defineRoute({
  summary: "Gives one skill with all its settings and the handovers that use it",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getSkill(ctx, params.id, params.skillId),
});

export const PUT = defineRoute({
  summary: "Changes a skill, unless it was changed since it was read",
  params,
  body: skillChange,
  audit: writes("skill.changed"),
  handler: ({ ctx, params, body }) => changeSkill(ctx, params.id, params.skillId, body),
});
