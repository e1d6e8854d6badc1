import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { LINKS } from "#lib/api/limits.ts";
import { beginOidcSignIn } from "#lib/auth/oidc/begin-oidc.ts";
import { startSchema } from "#lib/auth/oidc/schema.ts";
import { egress } from "#lib/connections/egress.ts";

export const POST = defineRoute({
  summary: "Begins a sign-in through the OpenID provider",
  access: "public",
  limit: LINKS,
  body: startSchema,
  audit: noAudit("the end of the sign-in is audited"),
  handler: async ({ body, request }) => {
    const from = { now: new Date(), cookie: request.headers.get("cookie") };
    const { url, setCookie } = await beginOidcSignIn(body, from, egress().send);
    return Response.json({ url }, { headers: { "set-cookie": setCookie, "cache-control": "no-store" } });
  },
});
