import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { listMails } from "#lib/email/mails/reads.ts";
import { mailQuerySchema, testMailSchema } from "#lib/email/mails/schema.ts";
import { sendTestMail } from "#lib/email/mails/send-test-mail.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Mails that Patchbay sent through an SMTP configuration, newest first",
  params,
  query: mailQuerySchema.omit({ smtp: true }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listMails(ctx, { ...query, smtp: params.id }),
});

export const POST = defineRoute({
  summary: "Sends a test mail; a mail that was refused is an answer too",
  params,
  body: testMailSchema,
  audit: writes("mail.requested"),
  handler: async ({ ctx, params, body }) => created(await sendTestMail(ctx, params.id, body)),
});
