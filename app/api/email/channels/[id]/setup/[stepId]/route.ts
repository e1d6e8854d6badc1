import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { settleChannel } from "#lib/email/channels/settle-channel.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { stepInputBody } from "#lib/setup/schema.ts";

export const PUT = defineRoute({
  summary: "Keeps what was typed at a step of an email channel",
  params: z.object({ id: z.string(), stepId: z.string() }),
  body: stepInputBody,
  audit: writes("setup.step_saved", "email_channel.live", "email_channel.degraded"),
  handler: async ({ ctx, params: { id, stepId }, body: { input, version } }) => {
    const saved = await saveStepInput(emailChannelSetup, ctx, {
      subject: subjectOf(id),
      stepId,
      input,
      version,
    });
    await settleChannel(ctx, id);
    return saved;
  },
});
