import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { inspectMail } from "#lib/email/html/read-preview.ts";
import { HTML_BODY_BYTES, inspectInput } from "#lib/email/html/schema.ts";

export const POST = defineRoute({
  summary: "What is to be said of HTML before it is sent: what is taken out, links, images, plain text",
  body: inspectInput,
  maxBodyBytes: HTML_BODY_BYTES,
  audit: noAudit("nothing is kept"),
  handler: ({ ctx, body }) => inspectMail(ctx, body),
});
