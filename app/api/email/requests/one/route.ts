import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getRequest } from "#lib/email/requests/reads.ts";
import { requestKey } from "#lib/email/requests/schema.ts";

export const GET = defineRoute({
  summary: "Gives the request of a kind about something, with its ready-made text when nobody has begun it",
  query: requestKey,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => getRequest(ctx, query),
});
