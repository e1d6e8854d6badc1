import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { replayDelivery } from "#lib/deliveries/replay-delivery.ts";
import { deliveryIdSchema, replayDeliverySchema } from "#lib/deliveries/schema.ts";

export const POST = defineRoute({
  summary: "Has one delivery tried again; what is done stays as it is unless forced",
  params: z.object({ id: deliveryIdSchema }),
  body: replayDeliverySchema,
  audit: writes("delivery.replayed"),
  handler: ({ ctx, params, body }) => replayDelivery(ctx, params.id, body),
});
