import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { makeResetLink } from "#lib/people/make-reset-link.ts";

export const POST = defineRoute({
  summary: "Makes a link with which a person sets a new password; it is in this answer alone",
  params: z.object({ id: z.string() }),
  audit: writes("user.reset_link_made"),
  handler: async ({ ctx, params }) => created(await makeResetLink(ctx, params.id)),
});
