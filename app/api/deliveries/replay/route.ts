import { defineRoute, writes } from "#lib/api/define-route.ts";
import { replayFailed } from "#lib/deliveries/replay-failed.ts";
import { replayFailedSchema } from "#lib/deliveries/schema.ts";

export const POST = defineRoute({
  summary: "Has every delivery that failed since a moment tried again",
  body: replayFailedSchema,
  audit: writes("deliveries.replayed"),
  handler: ({ ctx, body }) => replayFailed(ctx, body),
});
