import * as z from "zod";
import { created, defineRoute, writes } from "#lib/api/define-route.ts";
import { renewInvitation } from "#lib/people/renew-invitation.ts";

export const POST = defineRoute({
  summary: "Makes a new link for an invitation; the old one ends",
  params: z.object({ id: z.string() }),
  audit: writes("invite.renewed"),
  handler: async ({ ctx, params }) => created(await renewInvitation(ctx, params.id)),
});
