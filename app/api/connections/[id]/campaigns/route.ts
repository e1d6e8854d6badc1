import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { listCampaigns } from "#lib/campaigns/reads.ts";
import { campaignQuery } from "#lib/campaigns/schema.ts";

export const GET = defineRoute({
  summary: "Lists the campaigns of a tenant",
  params: z.object({ id: z.string() }),
  query: campaignQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listCampaigns(ctx, params.id, query),
});
