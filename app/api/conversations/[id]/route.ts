import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getConversation } from "#lib/handover/conversation/reads.ts";

export const GET = defineRoute({
  summary: "Shows a conversation with its transcript and deliveries",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getConversation(ctx, params.id),
});
