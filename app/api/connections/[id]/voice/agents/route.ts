import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listChoices } from "#lib/transfers/voice/reads.ts";
import { choicesQuery } from "#lib/transfers/voice/schema.ts";

export const GET = defineRoute({
  summary: "Lists the agents that calls can be sent to",
  params: z.object({ id: z.string() }),
  query: choicesQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listChoices(ctx, params.id, "agents", query.search),
});
