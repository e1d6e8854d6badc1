import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { markWaiting } from "#lib/setup/mark-waiting.ts";
import { waitingInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Notes whom a step waits for; null ends the waiting",
  params: z.object({ id: z.string(), stepId: z.string() }),
  body: waitingInput,
  audit: writes("setup.waiting_started", "setup.waiting_ended"),
  handler: async ({ ctx, params, body }) => {
    await markWaiting(await definitionOf(params.id), ctx, {
      subject: subjectOf(params.id),
      stepId: params.stepId,
      ...body,
    });
    return noContent();
  },
});
