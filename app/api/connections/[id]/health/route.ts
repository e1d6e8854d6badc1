import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getConnectionHealth } from "#lib/connections/health/reads.ts";

export const GET = defineRoute({
  summary: "What is measured of a connection: checks, token, calls, breakers and limits, next expiry",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only, and only what is kept here"),
  handler: ({ ctx, params }) => getConnectionHealth(ctx, params.id),
});
