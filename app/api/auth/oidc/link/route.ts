import { defineRoute, writes } from "#lib/api/define-route.ts";
import { LINKS } from "#lib/api/limits.ts";
import { linkAccount } from "#lib/auth/oidc/link-account.ts";
import { noPendingLinkCookie } from "#lib/auth/oidc/pending-link.ts";
import { confirmSchema } from "#lib/auth/schema.ts";
import { sessionCookie } from "#lib/auth/session-cookie.ts";
import { requestOf } from "#lib/auth/sign-in-request.ts";

export const POST = defineRoute({
  summary: "Ties the identity just confirmed by the provider to one's account, by its password",
  access: "public",
  limit: LINKS,
  body: confirmSchema,
  audit: writes("user.identity_linked", "session.opened", "session.refused"),
  handler: async ({ body, request }) => {
    const from = { ...(await requestOf(request.headers)), cookie: request.headers.get("cookie") };
    const signedIn = await linkAccount(body, from);
    const headers = new Headers({ "cache-control": "no-store" });
    headers.append("set-cookie", await sessionCookie(signedIn));
    headers.append("set-cookie", noPendingLinkCookie());
    return new Response(null, { status: 204, headers });
  },
});
