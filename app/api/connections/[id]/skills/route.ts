import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createSkill } from "#lib/skills/create-skill.ts";
import { listSkills } from "#lib/skills/reads.ts";
import { skillInput, skillQuery } from "#lib/skills/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Lists the skills of a tenant",
  params,
  query: skillQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listSkills(ctx, params.id, query),
});

export const POST = defineRoute({
  summary: "Makes a skill in CXone",
  params,
  body: skillInput,
  audit: writes("skill.created"),
  handler: async ({ ctx, params, body }) => created(await createSkill(ctx, params.id, body)),
});
