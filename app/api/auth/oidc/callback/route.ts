import { defineRoute, writes } from "#lib/api/define-route.ts";
import { finishOidc } from "#lib/auth/oidc/finish-oidc.ts";
import { pendingLinkCookie } from "#lib/auth/oidc/pending-link.ts";
import { callbackSchema } from "#lib/auth/oidc/schema.ts";
import { sessionCookie } from "#lib/auth/session-cookie.ts";
import { requestOf } from "#lib/auth/sign-in-request.ts";
import { egress } from "#lib/connections/egress.ts";
import { env } from "#lib/env.ts";

/** Leads on; the address of the provider's answer stays in no history. */
function leadTo(path: string, setCookie?: string): Response {
  const headers = new Headers({ location: env().publicUrl + path, "cache-control": "no-store" });
  if (setCookie) headers.append("set-cookie", setCookie);
  return new Response(null, { status: 303, headers });
}

export const GET = defineRoute({
  summary: "Where the OpenID provider sends the browser back to",
  access: "public",
  query: callbackSchema,
  audit: writes("session.opened", "session.refused", "session.confirmed", "user.joined", "user.role_changed"),
  handler: async ({ query, request }) => {
    const from = { ...(await requestOf(request.headers)), cookie: request.headers.get("cookie") };
    const finished = await finishOidc(query, from, egress().send);
    if (finished.result === "signed-in") return leadTo(finished.next, await sessionCookie(finished.signedIn));
    if (finished.result === "confirmed") return leadTo(finished.next);
    const { result, purpose, next, pending } = finished;
    if (purpose === "confirm") return leadTo(`/confirmed?result=${result}`);
    const cookie = pending && pendingLinkCookie(pending, from.now);
    return leadTo(`/sign-in?${new URLSearchParams({ result, next })}`, cookie);
  },
});
