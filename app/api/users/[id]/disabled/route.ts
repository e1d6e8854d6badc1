import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { setUserDisabled } from "#lib/people/disable-user.ts";

export const PUT = defineRoute({
  summary: "Disables or enables a person; disabling ends their sessions at once",
  params: z.object({ id: z.string() }),
  body: z.strictObject({ disabled: z.boolean() }),
  audit: writes("user.disabled", "user.enabled"),
  handler: async ({ ctx, params, body }) => {
    await setUserDisabled(ctx, params.id, body.disabled);
    return noContent();
  },
});
