import * as z from "zod";
import { listAgents } from "#lib/agents/reads.ts";
import { agentQuery } from "#lib/agents/schema.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";

export const GET = defineRoute({
  summary: "Lists the agents of a tenant",
  params: z.object({ id: z.string() }),
  query: agentQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listAgents(ctx, params.id, query),
});
