import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestationInput } from "#lib/email/attestations/schema.ts";
import { attestSignature } from "#lib/email/signatures/attest-signature.ts";

export const PUT = defineRoute({
  summary: "Says that a signature and its users are in CXone as they are now, or takes that back",
  params: z.object({ id: z.string() }),
  body: attestationInput,
  audit: writes("email.attested", "email.attestation_withdrawn"),
  handler: ({ ctx, params, body }) => attestSignature(ctx, params.id, body),
});
