import { defineRoute, writes } from "#lib/api/define-route.ts";
import { callerCtx } from "#lib/email/smtp/caller-ctx.ts";
import { finishAuthorisation } from "#lib/email/smtp/finish-authorisation.ts";
import { env } from "#lib/env.ts";

/** Leads on; the address of Microsoft's answer stays in no history. */
const leadTo = (path: string) =>
  new Response(null, {
    status: 303,
    headers: { location: env().publicUrl + path, "cache-control": "no-store" },
  });

export const GET = defineRoute({
  summary: "Where Microsoft sends the browser back to after an authorisation",
  // Not refused with a problem document: whoever comes here is a browser, and is led on in any case.
  access: "public",
  audit: writes("smtp.authorised", "smtp.authorisation_failed"),
  handler: async ({ request }) => {
    const ctx = await callerCtx(request);
    if (!ctx) return leadTo("/sign-in?next=/email/smtp");
    return leadTo(await finishAuthorisation(ctx, new URL(request.url).searchParams));
  },
});
