import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { endSession } from "#lib/people/end-sessions.ts";

export const DELETE = defineRoute({
  summary: "Ends one session at once: my own, or as an admin anybody's",
  params: z.object({ id: z.string() }),
  audit: writes("session.ended"),
  handler: async ({ ctx, params }) => {
    await endSession(ctx, params.id);
    return noContent();
  },
});
