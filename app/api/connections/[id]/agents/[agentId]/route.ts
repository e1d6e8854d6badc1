import * as z from "zod";
import { getAgent } from "#lib/agents/get-agent.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const GET = defineRoute({
  summary: "Gives one agent with its state, skills and what keeps digital conversations from it",
  params: z.object({ id: z.string(), agentId: tenantId }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getAgent(ctx, params.id, params.agentId),
});
