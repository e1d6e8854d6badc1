import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { runChecks } from "#lib/setup/run-checks.ts";

export const POST = defineRoute({
  summary: "Runs the checks of one step",
  params: z.object({ id: z.string(), stepId: z.string() }),
  audit: noAudit("checks look and change nothing but their own result"),
  limit: CHECKS,
  handler: async ({ ctx, params }) => ({
    items: await runChecks(await definitionOf(params.id), ctx, {
      subject: subjectOf(params.id),
      stepIds: [params.stepId],
    }),
  }),
});
