import { exportResponse } from "#lib/api/copy-export.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { exportBounced } from "#lib/email/bounced/export-bounced.ts";
import { bouncedExport } from "#lib/email/bounced/schema.ts";

export const GET = defineRoute({
  summary: "Exports addresses that bounced as CSV or JSONL, newest first",
  query: bouncedExport,
  limit: EXPORTS,
  audit: noAudit("reads only"),
  handler: async ({ ctx, query }) =>
    exportResponse(await exportBounced(ctx, query), query.format, "patchbay-bounced-addresses"),
});
