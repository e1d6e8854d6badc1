import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { ignoreDrift } from "#lib/setup/ignore-drift.ts";
import { getDrift } from "#lib/setup/reads.ts";
import { ignoreDriftInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Leaves a difference alone, with a reason, until the contact centre changes again",
  params: z.object({ id: z.string() }),
  body: ignoreDriftInput,
  audit: writes("setup.drift_ignored"),
  handler: async ({ ctx, params, body }) => {
    const definition = await definitionOf(params.id);
    await ignoreDrift(definition, ctx, { subject: subjectOf(params.id), ...body });
    return getDrift(definition, ctx, subjectOf(params.id));
  },
});
