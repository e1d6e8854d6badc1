import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { setCampaignActive } from "#lib/campaigns/change-campaign.ts";
import { tenantId } from "#lib/tenant/schema.ts";

export const POST = defineRoute({
  summary: "Switches a campaign off; CXone deletes none",
  params: z.object({ id: z.string(), campaignId: tenantId }),
  audit: writes("campaign.deactivated"),
  handler: ({ ctx, params }) => setCampaignActive(ctx, params.id, params.campaignId, false),
});
