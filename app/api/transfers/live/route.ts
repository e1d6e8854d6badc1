import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listLive } from "#lib/transfers/run/list-live.ts";
import { liveQuery } from "#lib/transfers/run/schema.ts";

export const GET = defineRoute({
  summary:
    "Lists the transfers that are under way, oldest first, with the breakers and limits of their contact centres",
  query: liveQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listLive(ctx, query),
});
