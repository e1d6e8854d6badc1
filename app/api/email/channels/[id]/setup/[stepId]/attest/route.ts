import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { settleChannel } from "#lib/email/channels/settle-channel.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { attestInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Ticks a step of an email channel that no API can see, or takes the tick back",
  params: z.object({ id: z.string(), stepId: z.string() }),
  body: attestInput,
  audit: writes(
    "setup.step_attested",
    "setup.attestation_withdrawn",
    "email_channel.live",
    "email_channel.degraded",
  ),
  handler: async ({ ctx, params: { id, stepId }, body }) => {
    await attestStep(emailChannelSetup, ctx, { subject: subjectOf(id), stepId, ...body });
    await settleChannel(ctx, id);
    return noContent();
  },
});
