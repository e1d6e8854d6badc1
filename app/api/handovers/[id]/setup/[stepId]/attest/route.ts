import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { attestInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Ticks a step that no API can see, or takes the tick back",
  params: z.object({ id: z.string(), stepId: z.string() }),
  body: attestInput,
  audit: writes("setup.step_attested", "setup.attestation_withdrawn"),
  handler: async ({ ctx, params, body }) => {
    await attestStep(await definitionOf(params.id), ctx, {
      subject: subjectOf(params.id),
      stepId: params.stepId,
      ...body,
    });
    return noContent();
  },
});
