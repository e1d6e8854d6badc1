import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { cxoneHandover, subjectOf } from "#lib/handover/cxone-setup/cxone-handover.ts";
import { getSetupView } from "#lib/setup/reads.ts";

export const GET = defineRoute({
  summary: "Shows the set-up of a handover: its steps, checks, plan and last run",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getSetupView(cxoneHandover, ctx, subjectOf(params.id)),
});
