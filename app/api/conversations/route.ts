import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listConversations } from "#lib/handover/conversation/reads.ts";
import { conversationQuery } from "#lib/handover/conversation/schema.ts";

export const GET = defineRoute({
  summary: "Lists conversations, the one that moved last first",
  query: conversationQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listConversations(ctx, query),
});
