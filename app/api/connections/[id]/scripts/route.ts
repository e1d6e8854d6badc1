import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listScripts } from "#lib/scripts/reads.ts";
import { scriptQuery } from "#lib/scripts/schema.ts";

export const GET = defineRoute({
  summary: "Lists the Studio scripts of a tenant",
  params: z.object({ id: z.string() }),
  query: scriptQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listScripts(ctx, params.id, query),
});
