import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { acceptDrift } from "#lib/setup/accept-drift.ts";
import { getDrift } from "#lib/setup/reads.ts";
import { acceptDriftInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Makes a found value the wanted one",
  params: z.object({ id: z.string() }),
  body: acceptDriftInput,
  audit: writes("setup.drift_accepted", "setup.step_saved"),
  handler: async ({ ctx, params, body }) => {
    const definition = await definitionOf(params.id);
    await acceptDrift(definition, ctx, { subject: subjectOf(params.id), ...body });
    return getDrift(definition, ctx, subjectOf(params.id));
  },
});
