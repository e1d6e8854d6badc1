import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getEmailChannelSetup } from "#lib/email/channels/reads.ts";

export const GET = defineRoute({
  summary: "Shows the set-up of an email channel: its steps and checks",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getEmailChannelSetup(ctx, params.id),
});
