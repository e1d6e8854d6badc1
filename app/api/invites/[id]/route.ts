import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { withdrawInvitation } from "#lib/people/withdraw-invitation.ts";

export const DELETE = defineRoute({
  summary: "Withdraws an invitation before it is used",
  params: z.object({ id: z.string() }),
  audit: writes("invite.withdrawn"),
  handler: async ({ ctx, params }) => {
    await withdrawInvitation(ctx, params.id);
    return noContent();
  },
});
