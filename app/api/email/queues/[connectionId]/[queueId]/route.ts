import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { queueChannelsInput } from "#lib/email/queues/schema.ts";
import { setQueueChannels } from "#lib/email/queues/set-queue-channels.ts";

export const PUT = defineRoute({
  summary: "Sets which email channels a routing queue is to include",
  params: z.object({ connectionId: z.string(), queueId: z.string() }),
  body: queueChannelsInput,
  audit: writes("email.queue_channels_set"),
  handler: ({ ctx, params, body }) => setQueueChannels(ctx, params.connectionId, params.queueId, body),
});
