import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { markBasicAuth } from "#lib/email/smtp/mark-basic-auth.ts";
import { basicAuthSchema } from "#lib/email/smtp/schema.ts";

export const PUT = defineRoute({
  summary: "Says whether passwords are off at the mail server; off only after an OAuth mail has arrived",
  params: z.object({ id: z.string() }),
  body: basicAuthSchema,
  audit: writes("smtp.basic_auth_off", "smtp.basic_auth_on"),
  handler: ({ ctx, params, body }) => markBasicAuth(ctx, params.id, body.state),
});
