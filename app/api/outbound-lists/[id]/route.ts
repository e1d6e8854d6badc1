import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getList } from "#lib/outbound/lists/reads.ts";

export const GET = defineRoute({
  summary: "Reads a call list with its counts",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getList(ctx, params.id),
});
