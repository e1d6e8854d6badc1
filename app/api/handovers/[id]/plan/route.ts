import * as z from "zod";
import { created, defineRoute, noAudit } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { createPlan } from "#lib/setup/create-plan.ts";
import { PLAN_INTENTS } from "#lib/setup/definition.ts";

export const POST = defineRoute({
  summary:
    "Looks at the contact centre and plans what an apply, a teardown or the undoing of a failed run would do",
  params: z.object({ id: z.string() }),
  body: z.strictObject({ intent: z.enum(PLAN_INTENTS).default("apply"), undoRunId: z.string().optional() }),
  audit: noAudit("a plan changes nothing; applying it is audited"),
  handler: async ({ ctx, params, body }) =>
    created(
      await createPlan(await definitionOf(params.id), ctx, subjectOf(params.id), body.intent, body.undoRunId),
    ),
});
