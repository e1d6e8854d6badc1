import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { tickLeftover } from "#lib/setup/tick-leftover.ts";

export const PUT = defineRoute({
  summary: "Says that something a teardown left was removed by hand, or takes that back",
  params: z.object({ id: z.string(), itemId: z.string() }),
  body: z.strictObject({ done: z.boolean() }),
  audit: writes("setup.leftover_removed", "setup.leftover_reopened"),
  handler: async ({ ctx, params, body }) => {
    await tickLeftover(await definitionOf(params.id), ctx, {
      subject: subjectOf(params.id),
      itemId: params.itemId,
      ...body,
    });
    return noContent();
  },
});
