import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { setCampaignActive } from "#lib/campaigns/change-campaign.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const POST = defineRoute({
  summary: "Switches a campaign on",
  params: z.object({ id: z.string(), campaignId: tenantId }),
  audit: writes("campaign.activated"),
  handler: ({ ctx, params }) => setCampaignActive(ctx, params.id, params.campaignId, true),
});
