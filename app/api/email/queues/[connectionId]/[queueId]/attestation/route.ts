import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { attestationInput } from "#lib/email/attestations/schema.ts";
import { attestQueue } from "#lib/email/queues/attest-queue.ts";

export const PUT = defineRoute({
  summary: "Keeps that somebody set the included channels of a routing queue in CXone",
  params: z.object({ connectionId: z.string(), queueId: z.string() }),
  body: attestationInput,
  audit: writes("email.attested"),
  handler: ({ ctx, params, body }) => attestQueue(ctx, params.connectionId, params.queueId, body),
});
