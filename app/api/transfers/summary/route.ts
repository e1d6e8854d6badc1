import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getTransferSummary } from "#lib/transfers/summary/reads.ts";
import { summaryQuerySchema } from "#lib/transfers/summary/schema.ts";

export const GET = defineRoute({
  summary: "Counts how transfers ended over a period, beside as many days before it",
  query: summaryQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => getTransferSummary(ctx, query),
});
