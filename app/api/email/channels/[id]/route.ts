import * as z from "zod";
import { defineRoute, noAudit, noContent, writes } from "#lib/api/define-route.ts";
import { getEmailChannel } from "#lib/email/channels/reads.ts";
import { removeEmailChannel } from "#lib/email/channels/remove-channel.ts";
import { removeChannelInput, updateChannelInput } from "#lib/email/channels/schema.ts";
import { updateEmailChannel } from "#lib/email/channels/update-channel.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Shows one email channel",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getEmailChannel(ctx, params.id),
});

export const PATCH = defineRoute({
  summary: "Renames an email channel here; in CXone a person does it",
  params,
  body: updateChannelInput,
  audit: writes("email_channel.updated"),
  handler: ({ ctx, params, body }) => updateEmailChannel(ctx, params.id, body),
});

export const DELETE = defineRoute({
  summary: "Forgets an email channel here; CXone keeps it",
  params,
  query: removeChannelInput,
  audit: writes("email_channel.removed"),
  handler: async ({ ctx, params, query }) => {
    await removeEmailChannel(ctx, params.id, query);
    return noContent();
  },
});
