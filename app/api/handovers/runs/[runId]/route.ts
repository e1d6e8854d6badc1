import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getRun } from "#lib/setup/reads.ts";

export const GET = defineRoute({
  summary: "Shows a run with its lines",
  params: z.object({ runId: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getRun(ctx, params.runId),
});
