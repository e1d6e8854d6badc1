import { defineRoute, writes } from "#lib/api/define-route.ts";
import { sessionIdOf } from "#lib/auth/session-cookie.ts";
import { callerCtx } from "#lib/email/smtp/caller-ctx.ts";
import { turnAway, turnAwaySignedOut } from "#lib/email/smtp/end-authorisation.ts";
import { afterApproval, finishAuthorisation } from "#lib/email/smtp/finish-authorisation.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";

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
    const query = new URL(request.url).searchParams;
    const approval = afterApproval(query);
    if (approval) return leadTo(approval);
    const ctx = await callerCtx(request);
    if (!ctx) {
      const sessionId = await sessionIdOf(request.headers.get("cookie"));
      return leadTo(await turnAwaySignedOut(sessionId, query));
    }
    return leadTo(
      await finishAuthorisation(ctx, query).catch((error: unknown) => {
        if (error instanceof AppError && error.code === "forbidden") return turnAway(ctx, query);
        throw error;
      }),
    );
  },
});
