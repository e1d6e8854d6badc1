import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { startInput } from "#lib/email/domains/schema.ts";
import { startDomain } from "#lib/email/domains/start-domain.ts";

export const POST = defineRoute({
  summary:
    "Notes when SES began to look for the records of a domain, or began anew: it gives up 72 hours later",
  params: z.object({ id: z.string() }),
  body: startInput,
  audit: writes("email_domain.started"),
  handler: ({ ctx, params: { id }, body }) => startDomain(ctx, id, body),
});
