import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { getPlan } from "#lib/setup/reads.ts";

export const GET = defineRoute({
  summary: "Shows one plan",
  params: z.object({ id: z.string(), planId: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getPlan(ctx, subjectOf(params.id), params.planId),
});
