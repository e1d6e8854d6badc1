import * as z from "zod";
import { accepted, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { listRuns } from "#lib/setup/reads.ts";
import { startRun } from "#lib/setup/start-run.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Lists the runs of a handover, the newest first",
  params,
  audit: noAudit("reads only"),
  handler: async ({ ctx, params }) => ({ items: await listRuns(ctx, subjectOf(params.id)) }),
});

export const POST = defineRoute({
  summary: "Applies a reviewed plan; asking again for the same plan gives the same run",
  params,
  body: z.strictObject({ planId: z.string() }),
  audit: writes("setup.apply_requested", "setup.teardown_requested", "setup.undo_requested"),
  handler: async ({ ctx, params, body }) =>
    accepted(
      await startRun(await definitionOf(params.id), ctx, {
        subject: subjectOf(params.id),
        planId: body.planId,
      }),
    ),
});
