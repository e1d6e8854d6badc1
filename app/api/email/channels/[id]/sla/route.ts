import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { saveChannelSla } from "#lib/email/sla/save-sla.ts";
import { channelSlaInput } from "#lib/email/sla/schema.ts";

export const PUT = defineRoute({
  summary: "Sets the service level of an email channel; null follows the global one",
  params: z.object({ id: z.string() }),
  body: channelSlaInput,
  audit: writes("sla.channel_saved"),
  handler: ({ ctx, params, body }) => saveChannelSla(ctx, params.id, body),
});
