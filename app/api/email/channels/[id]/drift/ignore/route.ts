import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { getEmailChannelDrift } from "#lib/email/channels/reads.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { ignoreDrift } from "#lib/setup/ignore-drift.ts";
import { ignoreDriftInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Leaves a difference of an email channel alone, with a reason, until CXone changes again",
  params: z.object({ id: z.string() }),
  body: ignoreDriftInput,
  audit: writes("setup.drift_ignored"),
  handler: async ({ ctx, params, body }) => {
    await ignoreDrift(emailChannelSetup, ctx, { subject: subjectOf(params.id), ...body });
    return getEmailChannelDrift(ctx, params.id);
  },
});
