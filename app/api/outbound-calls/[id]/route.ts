import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getCall } from "#lib/outbound/reads.ts";

export const GET = defineRoute({
  summary: "Reads a Personal Connection call with its timeline",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getCall(ctx, params.id),
});
