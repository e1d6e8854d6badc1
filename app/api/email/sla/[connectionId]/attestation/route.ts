import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestationInput } from "#lib/email/attestations/schema.ts";
import { attestGlobalSla } from "#lib/email/sla/attest-sla.ts";

export const PUT = defineRoute({
  summary: "Keeps that somebody entered the global service level in CXone",
  params: z.object({ connectionId: z.string() }),
  body: attestationInput,
  audit: writes("email.attested"),
  handler: ({ ctx, params, body }) => attestGlobalSla(ctx, params.connectionId, body),
});
