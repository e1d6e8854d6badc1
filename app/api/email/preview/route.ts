import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { readPreview } from "#lib/email/html/read-preview.ts";
import { previewQuery } from "#lib/email/html/schema.ts";

export const POST = defineRoute({
  summary:
    "HTML that is being written as an inert document, for the frame of a preview; takes a form, not JSON",
  query: previewQuery,
  audit: noAudit("nothing is kept"),
  handler: ({ ctx, request, query }) => readPreview(ctx, request, query),
});
