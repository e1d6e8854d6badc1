import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getAuditEntry } from "#lib/audit/reads.ts";
import { auditSeqSchema } from "#lib/audit/schema.ts";

export const GET = defineRoute({
  summary: "Shows one row of the audit log with what changed and its hash",
  params: z.object({ seq: auditSeqSchema }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getAuditEntry(ctx, params.seq),
});
