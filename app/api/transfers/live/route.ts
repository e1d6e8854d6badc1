import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listLive } from "#lib/transfers/reads.ts";

export const GET = defineRoute({
  summary: "Lists the transfers that are under way, oldest first",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => listLive(ctx),
});
