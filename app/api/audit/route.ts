import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listAudit } from "#lib/audit/reads.ts";
import { auditQuerySchema } from "#lib/audit/schema.ts";

export const GET = defineRoute({
  summary: "Lists what was done and by whom, newest first",
  query: auditQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listAudit(ctx, query),
});
