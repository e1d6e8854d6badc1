import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listSkills } from "#lib/skills/reads.ts";
import { skillQuery } from "#lib/skills/schema.ts";

export const GET = defineRoute({
  summary: "Lists the skills of a tenant",
  params: z.object({ id: z.string() }),
  query: skillQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listSkills(ctx, params.id, query),
});
