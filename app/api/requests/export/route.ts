import { exportResponse } from "#lib/api/copy-export.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { exportRequests } from "#lib/request-log/export-requests.ts";
import { requestExportSchema } from "#lib/request-log/schema.ts";

export const GET = defineRoute({
  summary: "Exports calls to other systems as CSV or JSONL, newest first, secrets masked",
  query: requestExportSchema,
  limit: EXPORTS,
  audit: noAudit("reads only, and what it reads was masked when it was written"),
  handler: async ({ ctx, query }) =>
    exportResponse(await exportRequests(ctx, query), query.format, "patchbay-request-log"),
});
