import * as z from "zod";
import { listPresence } from "#lib/agents/reads.ts";
import { presenceQuery } from "#lib/agents/schema.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";

export const GET = defineRoute({
  summary: "Says what up to 50 agents are doing and how many skills they hold",
  params: z.object({ id: z.string() }),
  query: presenceQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listPresence(ctx, params.id, query.ids),
});
