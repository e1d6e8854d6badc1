import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { checkEmailChannel } from "#lib/email/channels/check-channel.ts";

export const POST = defineRoute({
  summary: "Runs all checks of an email channel",
  params: z.object({ id: z.string() }),
  audit: writes("email_channel.live", "email_channel.degraded"),
  limit: CHECKS,
  handler: async ({ ctx, params }) => ({ items: await checkEmailChannel(ctx, params.id) }),
});
