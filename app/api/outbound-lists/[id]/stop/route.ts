import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { stopList } from "#lib/outbound/lists/stop-list.ts";

export const POST = defineRoute({
  summary: "Stops a call list for good: rows that wait are not placed any more",
  params: z.object({ id: z.string() }),
  audit: writes("outbound_list.stopped"),
  handler: ({ ctx, params }) => stopList(ctx, params.id),
});
