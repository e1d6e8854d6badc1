import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { changeOwnPassword } from "#lib/people/change-own-password.ts";
import { ownPasswordSchema } from "#lib/people/schema.ts";

export const POST = defineRoute({
  summary: "Changes my password; every other session of mine ends",
  body: ownPasswordSchema,
  audit: writes("user.password_changed", "session.not_confirmed"),
  handler: async ({ ctx, body }) => {
    await changeOwnPassword(ctx, body);
    return noContent();
  },
});
