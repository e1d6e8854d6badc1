import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createEmailChannel } from "#lib/email/channels/create-channel.ts";
import { listEmailHome } from "#lib/email/channels/list-email-home.ts";
import { createChannelInput } from "#lib/email/channels/schema.ts";

export const GET = defineRoute({
  summary: "Lists email channels by name, with their last mail, what waits and what drifted",
  query: z.object({
    search: z.string().max(100).optional(),
    connection: z.string().max(100).optional(),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }),
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listEmailHome(ctx, query),
});

export const POST = defineRoute({
  summary: "Starts the set-up of an email channel; makes nothing in CXone",
  body: createChannelInput,
  audit: writes("email_channel.created"),
  handler: async ({ ctx, body }) => created(await createEmailChannel(ctx, body)),
});
