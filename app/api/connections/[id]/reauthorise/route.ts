import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { reauthoriseConnection } from "#lib/connections/reauthorise-connection.ts";
import { reauthoriseSchema } from "#lib/connections/schema.ts";

export const POST = defineRoute({
  summary: "Replaces failing credentials after trying the new ones; ids and handovers stay",
  params: z.object({ id: z.string() }),
  body: reauthoriseSchema,
  audit: writes("connection.reauthorised"),
  limit: CHECKS,
  handler: ({ ctx, params, body }) => reauthoriseConnection(ctx, params.id, body),
});
