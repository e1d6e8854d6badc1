import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { beginAuthorisation } from "#lib/email/smtp/begin-authorisation.ts";
import { authoriseSchema } from "#lib/email/smtp/schema.ts";

export const POST = defineRoute({
  summary: "Begins the authorisation of a mailbox at Microsoft; gives the address to go to",
  params: z.object({ id: z.string() }),
  body: authoriseSchema,
  limit: CHECKS,
  audit: writes("smtp.authorisation_begun"),
  handler: ({ ctx, params, body }) => beginAuthorisation(ctx, params.id, body.back),
});
