import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { explainErrorPage } from "#lib/email/smtp/explain-error-page.ts";
import { errorPageSchema } from "#lib/email/smtp/schema.ts";

export const POST = defineRoute({
  summary:
    "Explains what was copied from a page of Microsoft that does not lead back: a number or the whole text",
  params: z.object({ id: z.string() }),
  body: errorPageSchema,
  audit: noAudit("nothing is kept"),
  handler: ({ ctx, params, body }) => explainErrorPage(ctx, params.id, body.text),
});
