import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { stepInputBody } from "#lib/setup/schema.ts";

export const PUT = defineRoute({
  summary: "Keeps what was typed at a step",
  params: z.object({ id: z.string(), stepId: z.string() }),
  body: stepInputBody,
  audit: writes("setup.step_saved"),
  handler: async ({ ctx, params, body }) =>
    saveStepInput(await definitionOf(params.id), ctx, {
      subject: subjectOf(params.id),
      stepId: params.stepId,
      input: body.input,
      version: body.version,
    }),
});
