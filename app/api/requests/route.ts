import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listRequests } from "#lib/request-log/reads.ts";
import { requestQuerySchema } from "#lib/request-log/schema.ts";

export const GET = defineRoute({
  summary: "Lists calls to other systems, newest first",
  query: requestQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listRequests(ctx, query),
});
