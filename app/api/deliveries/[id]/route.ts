import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getDelivery } from "#lib/deliveries/reads.ts";
import { deliveryIdSchema } from "#lib/deliveries/schema.ts";

export const GET = defineRoute({
  summary: "Shows one delivery with its payload, secrets masked, and what happened to it since",
  params: z.object({ id: deliveryIdSchema }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getDelivery(ctx, params.id),
});
