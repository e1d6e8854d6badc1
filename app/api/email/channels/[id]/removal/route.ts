import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getRemoval } from "#lib/email/channels/removal/reads.ts";

export const GET = defineRoute({
  summary:
    "Says what loses an email channel that is to go, and what CXone keeps of it; also of one that is gone",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getRemoval(ctx, params.id),
});
