import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { recheckConnection } from "#lib/connections/recheck-connection.ts";

export const POST = defineRoute({
  summary: "Runs the checks of a connection",
  params: z.object({ id: z.string() }),
  audit: writes("connection.checked"),
  limit: CHECKS,
  handler: ({ ctx, params }) => recheckConnection(ctx, params.id),
});
