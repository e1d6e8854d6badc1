import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { getEmailChannelDrift } from "#lib/email/channels/reads.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { acceptDrift } from "#lib/setup/accept-drift.ts";
import { acceptDriftInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Makes a value that CXone has the wanted one of an email channel",
  params: z.object({ id: z.string() }),
  body: acceptDriftInput,
  audit: writes("setup.drift_accepted", "setup.step_saved"),
  handler: async ({ ctx, params, body }) => {
    await acceptDrift(emailChannelSetup, ctx, { subject: subjectOf(params.id), ...body });
    return getEmailChannelDrift(ctx, params.id);
  },
});
