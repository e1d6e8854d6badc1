import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createSmtp } from "#lib/email/smtp/create-smtp.ts";
import { listSmtp } from "#lib/email/smtp/reads.ts";
import { smtpInputSchema, smtpListSchema } from "#lib/email/smtp/schema.ts";

export const GET = defineRoute({
  summary: "Lists SMTP configurations; secrets only as hints",
  query: smtpListSchema,
  audit: noAudit("reads only"),
  handler: async ({ ctx, query }) => ({ items: await listSmtp(ctx, query) }),
});

export const POST = defineRoute({
  summary: "Keeps an SMTP configuration after trying its application at Microsoft",
  body: smtpInputSchema,
  audit: writes("smtp.created"),
  handler: async ({ ctx, body }) => created(await createSmtp(ctx, body)),
});
