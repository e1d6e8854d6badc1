import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestationInput } from "#lib/email/attestations/schema.ts";
import { attestEmailRole } from "#lib/email/permissions/attest-role.ts";

export const PUT = defineRoute({
  summary: "Keeps that somebody entered a role's permissions on email channels in CXone",
  params: z.object({ connectionId: z.string(), roleId: z.string() }),
  body: attestationInput,
  audit: writes("email.attested"),
  handler: ({ ctx, params, body }) => attestEmailRole(ctx, params.connectionId, params.roleId, body),
});
