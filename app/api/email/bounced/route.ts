import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { listBounced } from "#lib/email/bounced/reads.ts";
import { removeBounced } from "#lib/email/bounced/remove-bounced.ts";
import { reportBounced } from "#lib/email/bounced/report-bounced.ts";
import { bouncedKey, bouncedQuery, reportInput } from "#lib/email/bounced/schema.ts";

export const GET = defineRoute({
  summary: "Lists addresses that bounced, newest first",
  query: bouncedQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listBounced(ctx, query),
});

export const POST = defineRoute({
  summary: "Adds an address that bounced elsewhere",
  body: reportInput,
  audit: writes("bounced_address.reported"),
  handler: async ({ ctx, body }) => created(await reportBounced(ctx, body)),
});

export const DELETE = defineRoute({
  summary: "Takes an address off the list of bounced ones; CXone's own list stays",
  query: bouncedKey,
  audit: writes("bounced_address.removed"),
  handler: ({ ctx, query }) => removeBounced(ctx, query),
});
