import * as z from "zod";
import { created, defineRoute, noAudit } from "#lib/api/define-route.ts";
import { cxoneHandover, subjectOf } from "#lib/handover/cxone-setup/cxone-handover.ts";
import { createPlan } from "#lib/setup/create-plan.ts";

export const POST = defineRoute({
  summary: "Looks at CXone and plans what an apply, or a teardown, would do",
  params: z.object({ id: z.string() }),
  body: z.strictObject({ intent: z.enum(["apply", "teardown"]).default("apply") }),
  audit: noAudit("a plan changes nothing; applying it is audited"),
  handler: async ({ ctx, params, body }) =>
    created(await createPlan(cxoneHandover, ctx, subjectOf(params.id), body.intent)),
});
