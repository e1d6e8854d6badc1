import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { getChannelChoices } from "#lib/email/channels/reads.ts";

export const GET = defineRoute({
  summary: "Lists the domains, mail servers and templates that an email channel can choose from",
  params: z.object({ id: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getChannelChoices(ctx, params.id),
});
