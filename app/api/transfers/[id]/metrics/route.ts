import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { metricsQuery } from "#lib/transfers/run/schema.ts";
import { getCallMetrics } from "#lib/transfers/voice/reads.ts";

export const GET = defineRoute({
  summary:
    "Asks the contact centre what it counted for a call, between two moments or at the call's own time",
  params: z.object({ id: z.string() }),
  query: metricsQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => getCallMetrics(ctx, params.id, query),
});
