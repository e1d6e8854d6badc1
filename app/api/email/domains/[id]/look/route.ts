import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { lookAtDomain } from "#lib/email/domains/look-at-domain.ts";

export const POST = defineRoute({
  summary: "Looks every record of a domain up in DNS now",
  params: z.object({ id: z.string() }),
  limit: CHECKS,
  audit: writes("email_domain.verified", "email_domain.failed"),
  handler: ({ ctx, params: { id } }) => lookAtDomain(ctx, id),
});
