import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { resumeConversation } from "#lib/handover/conversation/resume-conversation.ts";

export const POST = defineRoute({
  summary: "Has a parked conversation tried again from where it stopped",
  params: z.object({ id: z.string() }),
  audit: writes("conversation.resumed"),
  handler: ({ ctx, params }) => resumeConversation(ctx, params.id),
});
