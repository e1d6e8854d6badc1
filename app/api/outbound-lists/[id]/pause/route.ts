import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { pauseList } from "#lib/outbound/lists/pause-list.ts";

export const POST = defineRoute({
  summary: "Pauses a call list: calls under way go on, no further one begins",
  params: z.object({ id: z.string() }),
  audit: writes("outbound_list.paused"),
  handler: ({ ctx, params }) => pauseList(ctx, params.id),
});
