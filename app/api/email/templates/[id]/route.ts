import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { HTML_BODY_BYTES } from "#lib/email/html/schema.ts";
import { deleteTemplate } from "#lib/email/templates/delete-template.ts";
import { getTemplate } from "#lib/email/templates/reads.ts";
import { deleteInput, templateChange } from "#lib/email/templates/schema.ts";
import { updateTemplate } from "#lib/email/templates/update-template.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "One email template as it is now",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getTemplate(ctx, params.id),
});

export const PUT = defineRoute({
  summary: "Makes the next version of an email template",
  params,
  body: templateChange,
  maxBodyBytes: HTML_BODY_BYTES,
  audit: writes("email_template.changed"),
  handler: ({ ctx, params, body }) => updateTemplate(ctx, params.id, body),
});

export const DELETE = defineRoute({
  summary: "Deletes an email template; one that channels use only when `usedBy` names them all",
  params,
  body: deleteInput,
  audit: writes("email_template.deleted"),
  handler: async ({ ctx, params, body }) => {
    await deleteTemplate(ctx, params.id, body);
    return noContent();
  },
});
