import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listLiveCalls } from "#lib/transfers/voice/reads.ts";

export const GET = defineRoute({
  summary: "Lists the calls that could be transferred now",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => listLiveCalls(ctx, params.id),
});
