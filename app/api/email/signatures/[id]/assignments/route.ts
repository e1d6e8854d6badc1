import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { assignSignature } from "#lib/email/signatures/assign-signature.ts";
import { assignInput } from "#lib/email/signatures/schema.ts";

export const POST = defineRoute({
  summary: "Gives people a signature and tells what became of each; `from` is what each was seen to have",
  params: z.object({ id: z.string() }),
  body: assignInput,
  audit: writes("email_signature.assigned"),
  handler: ({ ctx, params, body }) => assignSignature(ctx, params.id, body),
});
