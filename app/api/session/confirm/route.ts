import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { confirmSession } from "#lib/auth/confirm-session.ts";
import { confirmSchema } from "#lib/auth/schema.ts";

export const POST = defineRoute({
  summary: "Confirms by the password that it is still the person who signed in",
  body: confirmSchema,
  audit: writes("session.confirmed", "session.not_confirmed"),
  handler: async ({ ctx, body }) => {
    await confirmSession(ctx, body);
    return noContent();
  },
});
