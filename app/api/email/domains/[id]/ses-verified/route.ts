import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestDomain } from "#lib/email/domains/attest-domain.ts";
import { sesSeenInput } from "#lib/email/domains/schema.ts";

const params = z.object({ id: z.string() });

export const PUT = defineRoute({
  summary: "Keeps that somebody saw the domain as verified in CXone, with the evidence",
  params,
  body: sesSeenInput,
  audit: writes("email_domain.attested"),
  handler: ({ ctx, params: { id }, body }) => attestDomain(ctx, id, body),
});

export const DELETE = defineRoute({
  summary: "Takes back that the domain is verified in CXone",
  params,
  audit: writes("email_domain.attestation_withdrawn"),
  handler: ({ ctx, params: { id } }) => attestDomain(ctx, id, null),
});
