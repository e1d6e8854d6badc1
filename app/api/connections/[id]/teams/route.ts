import * as z from "zod";
import { listTeams } from "#lib/agents/reads.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";

export const GET = defineRoute({
  summary: "Lists the teams of a tenant",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => listTeams(ctx, params.id),
});
