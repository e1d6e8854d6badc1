import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getRetention } from "#lib/retention/reads.ts";
import { retentionUpdate } from "#lib/retention/schema.ts";
import { updateRetention } from "#lib/retention/update-retention.ts";

export const GET = defineRoute({
  summary: "Shows how long logs are kept",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => getRetention(ctx),
});

export const PUT = defineRoute({
  summary: "Sets how long logs are kept",
  body: retentionUpdate,
  audit: writes("retention.changed"),
  handler: ({ ctx, body }) => updateRetention(ctx, body),
});
