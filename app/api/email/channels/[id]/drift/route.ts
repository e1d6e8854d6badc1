import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { getEmailChannelDrift } from "#lib/email/channels/reads.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Shows what is other in CXone than it was attested for an email channel, as of the last look",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getEmailChannelDrift(ctx, params.id),
});

export const POST = defineRoute({
  summary: "Looks for drift of an email channel now; changes nothing in CXone",
  params,
  audit: noAudit("looks only; what it finds is audited by the look itself"),
  limit: CHECKS,
  handler: async ({ ctx, params }) => {
    await lookForDrift(emailChannelSetup, ctx, subjectOf(params.id));
    return getEmailChannelDrift(ctx, params.id);
  },
});
