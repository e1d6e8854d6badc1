import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { getSetupView } from "#lib/setup/reads.ts";

export const GET = defineRoute({
  summary: "Shows the set-up of a handover: its steps, checks, plan and last run",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: async ({ ctx, params }) => getSetupView(await definitionOf(params.id), ctx, subjectOf(params.id)),
});
