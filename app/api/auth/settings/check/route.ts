import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { checkProvider } from "#lib/auth/oidc/check-provider.ts";
import { issuerSchema } from "#lib/auth/oidc/schema.ts";
import { egress } from "#lib/connections/egress.ts";

export const POST = defineRoute({
  summary: "Checks an OpenID provider: its discovery document, its keys, and what it supports",
  limit: CHECKS,
  body: issuerSchema,
  audit: noAudit("changes nothing; the request log has the calls"),
  handler: async ({ ctx, body }) => ({ checks: await checkProvider(ctx, body, egress().send) }),
});
