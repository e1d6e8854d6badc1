import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { cxoneHandover, subjectOf } from "#lib/handover/cxone-setup/cxone-handover.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";
import { getDrift } from "#lib/setup/reads.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Shows what is other in CXone than it was applied, as of the last look",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getDrift(cxoneHandover, ctx, subjectOf(params.id)),
});

export const POST = defineRoute({
  summary: "Looks for drift now; changes nothing in CXone",
  params,
  audit: noAudit("looks only; what it finds is audited by the look itself"),
  limit: CHECKS,
  handler: async ({ ctx, params }) => {
    await lookForDrift(cxoneHandover, ctx, subjectOf(params.id));
    return getDrift(cxoneHandover, ctx, subjectOf(params.id));
  },
});
