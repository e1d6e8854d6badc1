import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { startListInput } from "#lib/outbound/lists/schema.ts";
import { startList } from "#lib/outbound/lists/start-list.ts";

export const POST = defineRoute({
  summary: "Starts a call list, or carries a paused one on, after the number of calls was confirmed",
  params: z.object({ id: z.string() }),
  body: startListInput,
  audit: writes("outbound_list.started"),
  handler: ({ ctx, params, body }) => startList(ctx, params.id, body),
});
