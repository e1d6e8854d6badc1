import * as z from "zod";
import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { createCampaign } from "#lib/campaigns/change-campaign.ts";
import { listCampaigns } from "#lib/campaigns/reads.ts";
import { campaignInput, campaignQuery } from "#lib/campaigns/schema.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Lists the campaigns of a tenant",
  params,
  query: campaignQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, params, query }) => listCampaigns(ctx, params.id, query),
});

export const POST = defineRoute({
  summary: "Makes a campaign in CXone",
  params,
  body: campaignInput,
  audit: writes("campaign.created"),
  handler: async ({ ctx, params, body }) => created(await createCampaign(ctx, params.id, body)),
});
