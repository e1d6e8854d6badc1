import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { tickInput } from "#lib/email/channels/removal/schema.ts";
import { tickRemoval } from "#lib/email/channels/removal/tick-removal.ts";

export const PUT = defineRoute({
  summary: "Says that something of an email channel was removed from CXone by hand, or takes that back",
  params: z.object({ id: z.string(), itemId: z.string() }),
  body: tickInput,
  audit: writes("setup.leftover_removed", "setup.leftover_reopened"),
  handler: ({ ctx, params, body }) => tickRemoval(ctx, params.id, { itemId: params.itemId, ...body }),
});
