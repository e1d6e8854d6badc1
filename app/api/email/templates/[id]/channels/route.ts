import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { connectTemplate } from "#lib/email/templates/connect-template.ts";
import { connectInput } from "#lib/email/templates/schema.ts";

export const PUT = defineRoute({
  summary: "Sets which email channels are to use a template",
  params: z.object({ id: z.string() }),
  body: connectInput,
  audit: writes("email_template.connected"),
  handler: ({ ctx, params, body }) => connectTemplate(ctx, params.id, body),
});
