import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { HTML_BODY_BYTES } from "#lib/email/html/schema.ts";
import { createTemplate } from "#lib/email/templates/create-template.ts";
import { listTemplates } from "#lib/email/templates/reads.ts";
import { templateInput, templateQuery } from "#lib/email/templates/schema.ts";

export const GET = defineRoute({
  summary: "Lists email templates by name, without their HTML",
  query: templateQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listTemplates(ctx, query),
});

export const POST = defineRoute({
  summary: "Makes an email template",
  body: templateInput,
  maxBodyBytes: HTML_BODY_BYTES,
  audit: writes("email_template.created"),
  handler: async ({ ctx, body }) => created(await createTemplate(ctx, body)),
});
