import * as z from "zod";
import { defineRoute, noContent, writes } from "#lib/api/define-route.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { markWaiting } from "#lib/setup/mark-waiting.ts";
import { waitingInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Notes whom a step of an email channel waits for; null ends the waiting",
  params: z.object({ id: z.string(), stepId: z.string() }),
  body: waitingInput,
  audit: writes("setup.waiting_started", "setup.waiting_ended"),
  handler: async ({ ctx, params: { id, stepId }, body }) => {
    await markWaiting(emailChannelSetup, ctx, { subject: subjectOf(id), stepId, ...body });
    return noContent();
  },
});
