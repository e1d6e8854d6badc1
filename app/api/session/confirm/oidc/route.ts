import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { beginOidcConfirmation } from "#lib/auth/oidc/begin-oidc.ts";
import { egress } from "#lib/connections/egress.ts";

export const POST = defineRoute({
  summary: "Begins to confirm at the OpenID provider that it is still the person who signed in",
  limit: CHECKS,
  audit: noAudit("the end of it is audited"),
  handler: async ({ ctx, request }) => {
    const from = { now: ctx.now(), cookie: request.headers.get("cookie") };
    const { url, setCookie } = await beginOidcConfirmation(ctx, from, egress().send);
    return Response.json({ url }, { headers: { "set-cookie": setCookie, "cache-control": "no-store" } });
  },
});
