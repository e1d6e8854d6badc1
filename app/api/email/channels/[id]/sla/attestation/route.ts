import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestationInput } from "#lib/email/attestations/schema.ts";
import { attestChannelSla } from "#lib/email/sla/attest-sla.ts";

export const PUT = defineRoute({
  summary: "Keeps that somebody entered the service level of an email channel in CXone",
  params: z.object({ id: z.string() }),
  body: attestationInput,
  audit: writes("email.attested"),
  handler: ({ ctx, params, body }) => attestChannelSla(ctx, params.id, body),
});
