import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { deleteSmtp } from "#lib/email/smtp/delete-smtp.ts";
import { getSmtp } from "#lib/email/smtp/reads.ts";
import { changedSmtpSchema } from "#lib/email/smtp/schema.ts";
import { updateSmtp } from "#lib/email/smtp/update-smtp.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "One SMTP configuration with its state; secrets only as hints",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getSmtp(ctx, params.id),
});

export const PUT = defineRoute({
  summary: "Changes an SMTP configuration; empty secrets are kept unless they would go elsewhere",
  params,
  body: changedSmtpSchema,
  audit: writes("smtp.changed"),
  handler: ({ ctx, params, body }) => updateSmtp(ctx, params.id, body.version, body.input),
});

export const DELETE = defineRoute({
  summary: "Forgets an SMTP configuration that no channel sends through",
  params,
  audit: writes("smtp.deleted"),
  handler: async ({ ctx, params }) => {
    await deleteSmtp(ctx, params.id);
    return noContent();
  },
});
