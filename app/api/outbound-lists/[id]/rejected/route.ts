import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listRejected } from "#lib/outbound/lists/reads.ts";
import { rejectedQuery } from "#lib/outbound/lists/schema.ts";

export const GET = defineRoute({
  summary: "Lists the rows of a call list that cannot be called, in the order of the file",
  params: z.object({ id: z.string() }),
  query: rejectedQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listRejected(ctx, params.id, query),
});
