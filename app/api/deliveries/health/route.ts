import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getQueueHealth } from "#lib/deliveries/reads.ts";

export const GET = defineRoute({
  summary: "Shows how many deliveries wait or are parked, and since when the oldest waits",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => getQueueHealth(ctx),
});
