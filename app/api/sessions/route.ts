import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { endOtherSessions } from "#lib/people/end-sessions.ts";
import { listOwnSessions } from "#lib/people/list-sessions.ts";

export const GET = defineRoute({
  summary: "Lists the browsers in which I am signed in",
  audit: noAudit("reads only"),
  handler: async ({ ctx }) => ({ items: await listOwnSessions(ctx) }),
});

export const DELETE = defineRoute({
  summary: "Ends all my sessions but this one",
  audit: writes("session.all_ended"),
  handler: ({ ctx }) => endOtherSessions(ctx),
});
