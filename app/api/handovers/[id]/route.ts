import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { deleteHandover } from "#lib/handover/delete-handover.ts";
import { getHandover } from "#lib/handover/reads.ts";
import { updateHandoverInput } from "#lib/handover/schema.ts";
import { updateHandover } from "#lib/handover/update-handover.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Shows one handover",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getHandover(ctx, params.id),
});

export const PATCH = defineRoute({
  summary: "Renames, pauses or resumes a handover",
  params,
  body: updateHandoverInput,
  audit: writes("handover.updated", "handover.paused", "handover.resumed"),
  handler: ({ ctx, params, body }) => updateHandover(ctx, params.id, body),
});

export const DELETE = defineRoute({
  summary:
    "Forgets a handover that has nothing in its contact centre; one with conversations stays as removed",
  params,
  audit: writes("handover.deleted", "handover.removed"),
  handler: async ({ ctx, params }) => {
    await deleteHandover(ctx, params.id);
    return noContent();
  },
});
