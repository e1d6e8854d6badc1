import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listDeliveries } from "#lib/deliveries/reads.ts";
import { deliveryQuerySchema } from "#lib/deliveries/schema.ts";

export const GET = defineRoute({
  summary: "Lists what came to the bridge, newest first: accepted, repeated and refused",
  query: deliveryQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listDeliveries(ctx, query),
});
