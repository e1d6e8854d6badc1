import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestationInput } from "#lib/email/attestations/schema.ts";
import { attestTemplate } from "#lib/email/templates/attest-template.ts";

export const PUT = defineRoute({
  summary: "Says that a template was entered in CXone as it is now, or takes that back",
  params: z.object({ id: z.string() }),
  body: attestationInput,
  audit: writes("email.attested", "email.attestation_withdrawn"),
  handler: ({ ctx, params, body }) => attestTemplate(ctx, params.id, body),
});
