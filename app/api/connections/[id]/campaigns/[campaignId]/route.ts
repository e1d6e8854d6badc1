import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { changeCampaign } from "#lib/campaigns/change-campaign.ts";
import { getCampaign } from "#lib/campaigns/get-campaign.ts";
import { campaignChange } from "#lib/campaigns/schema.ts";
import { tenantId } from "#lib/tenant/schema.ts";

const params = z.object({ id: z.string(), campaignId: tenantId });

export const GET = defineRoute({
  summary: "Gives one campaign",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getCampaign(ctx, params.id, params.campaignId),
});

export const PUT = defineRoute({
  summary: "Changes a campaign, unless it was changed since it was read",
  params,
  body: campaignChange,
  audit: writes("campaign.changed"),
  handler: ({ ctx, params, body }) => changeCampaign(ctx, params.id, params.campaignId, body),
});
