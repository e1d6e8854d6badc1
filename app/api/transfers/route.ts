import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listTransfers } from "#lib/transfers/log/reads.ts";
import { transferQuerySchema } from "#lib/transfers/log/schema.ts";

export const GET = defineRoute({
  summary: "Lists transfers that ended, newest first; numbers of callers as the reader may see them",
  query: transferQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listTransfers(ctx, query),
});
