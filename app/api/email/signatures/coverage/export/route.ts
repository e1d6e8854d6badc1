import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { exportCoverage } from "#lib/email/signatures/reads.ts";
import { coverageQuery } from "#lib/email/signatures/schema.ts";

export const GET = defineRoute({
  summary: "The same as CSV, whole",
  query: coverageQuery.required({ connection: true }),
  limit: EXPORTS,
  audit: noAudit("reads only"),
  handler: async ({ ctx, query }) =>
    new Response(await exportCoverage(ctx, query.connection, query), {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": 'attachment; filename="signatures.csv"',
        "cache-control": "no-store",
      },
    }),
});
