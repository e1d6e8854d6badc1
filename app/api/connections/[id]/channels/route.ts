import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listChannels } from "#lib/channels/reads.ts";
import { channelQuery } from "#lib/channels/schema.ts";

export const GET = defineRoute({
  summary: "Lists the digital points of contact of a tenant",
  params: z.object({ id: z.string() }),
  query: channelQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listChannels(ctx, params.id, query),
});
