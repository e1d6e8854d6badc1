import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getCoverage } from "#lib/email/signatures/reads.ts";
import { coverageQuery } from "#lib/email/signatures/schema.ts";

export const GET = defineRoute({
  summary: "Every agent of a tenant with the signature they have, or that they have none",
  query: coverageQuery.required({ connection: true }),
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => getCoverage(ctx, query.connection, query),
});
