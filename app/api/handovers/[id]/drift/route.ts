import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";
import { getDrift } from "#lib/setup/reads.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Shows what is other in the contact centre than it was applied, as of the last look",
  params,
  audit: noAudit("reads only"),
  handler: async ({ ctx, params }) => getDrift(await definitionOf(params.id), ctx, subjectOf(params.id)),
});

export const POST = defineRoute({
  summary: "Looks for drift now; changes nothing in the contact centre",
  params,
  audit: noAudit("looks only; what it finds is audited by the look itself"),
  limit: CHECKS,
  handler: async ({ ctx, params }) => {
    const definition = await definitionOf(params.id);
    await lookForDrift(definition, ctx, subjectOf(params.id));
    return getDrift(definition, ctx, subjectOf(params.id));
  },
});
