import { exportResponse } from "#lib/api/copy-export.ts";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { EXPORTS } from "#lib/api/limits.ts";
import { exportTransfers } from "#lib/transfers/log/export-transfers.ts";
import { transferExportSchema } from "#lib/transfers/log/schema.ts";

export const GET = defineRoute({
  summary: "Exports what is filtered of the transfers that ended, with their timelines, as CSV or JSONL",
  query: transferExportSchema,
  audit: writes("transfers.export_started", "transfers.exported"),
  limit: EXPORTS,
  handler: async ({ ctx, query }) => {
    const day = ctx.now().toISOString().slice(0, 10);
    return exportResponse(await exportTransfers(ctx, query), query.format, `patchbay-transfers-${day}`);
  },
});
