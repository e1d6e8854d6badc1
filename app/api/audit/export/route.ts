import { exportResponse } from "#lib/api/copy-export.ts";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { exportAudit } from "#lib/audit/export-audit.ts";
import { auditExportSchema } from "#lib/audit/schema.ts";

export const GET = defineRoute({
  summary:
    "Exports what is filtered of the audit log as CSV or JSONL, with the hashes that let others verify it",
  query: auditExportSchema,
  audit: writes("audit.export_started", "audit.exported"),
  limit: EXPORTS,
  handler: async ({ ctx, query }) => {
    const day = ctx.now().toISOString().slice(0, 10);
    return exportResponse(await exportAudit(ctx, query), query.format, `patchbay-audit-${day}`);
  },
});
