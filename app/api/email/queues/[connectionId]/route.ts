import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listQueues } from "#lib/email/queues/reads.ts";

export const GET = defineRoute({
  summary: "Routing queues of a tenant with the email channels that each is to include",
  params: z.object({ connectionId: z.string() }),
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => listQueues(ctx, params.connectionId),
});
