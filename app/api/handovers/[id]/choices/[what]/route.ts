import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listChoices } from "#lib/handover/engage-setup/list-choices.ts";
import { CHOICES } from "#lib/handover/engage-setup/schema.ts";

export const GET = defineRoute({
  summary: "Lists what the Engage account of a handover offers to choose from",
  params: z.object({ id: z.string(), what: z.enum(CHOICES) }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => listChoices(ctx, params.id, params.what),
});
