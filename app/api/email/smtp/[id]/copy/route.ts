import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { copySmtp } from "#lib/email/smtp/copy-smtp.ts";
import { copySmtpSchema } from "#lib/email/smtp/schema.ts";

export const POST = defineRoute({
  summary: "Copies an SMTP configuration for another mailbox or tenant, with its client secret",
  params: z.object({ id: z.string() }),
  body: copySmtpSchema,
  audit: writes("smtp.created"),
  handler: async ({ ctx, params, body }) => created(await copySmtp(ctx, params.id, body)),
});
