import * as z from "zod";
import { accepted, defineRoute, writes } from "#lib/api/define-route.ts";
import { definitionOfRun } from "#lib/handover/definition-of.ts";
import { retryRun } from "#lib/setup/retry-run.ts";

export const POST = defineRoute({
  summary: "Goes on with a failed run at the line that failed",
  params: z.object({ runId: z.string() }),
  audit: writes("setup.retry_requested"),
  handler: async ({ ctx, params }) =>
    accepted(await retryRun(await definitionOfRun(params.runId), ctx, params.runId)),
});
