import { defineRoute, writes } from "#lib/api/define-route.ts";
import { LINKS } from "#lib/api/limits.ts";
import { sessionCookie } from "#lib/auth/session-cookie.ts";
import { requestOf } from "#lib/auth/sign-in-request.ts";
import { acceptLink } from "#lib/people/accept-link.ts";
import { acceptLinkSchema } from "#lib/people/schema.ts";

export const POST = defineRoute({
  summary: "Uses an invitation or a reset link: sets the password and signs in",
  access: "public",
  limit: LINKS,
  body: acceptLinkSchema,
  audit: writes("user.joined", "user.password_reset", "session.opened"),
  handler: async ({ body, request }) => {
    const signedIn = await acceptLink(body, await requestOf(request.headers));
    const cookie = await sessionCookie(signedIn);
    return new Response(null, {
      status: 204,
      headers: { "set-cookie": cookie, "cache-control": "no-store" },
    });
  },
});
