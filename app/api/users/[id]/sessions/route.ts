import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { endSessionsOf } from "#lib/people/end-sessions.ts";

export const DELETE = defineRoute({
  summary: "Ends every session of a person at once",
  params: z.object({ id: z.string() }),
  audit: writes("session.all_ended"),
  handler: ({ ctx, params }) => endSessionsOf(ctx, params.id),
});
