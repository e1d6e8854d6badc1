import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { type Campaign, getCampaign, pageCampaigns } from "#lib/cxone/campaigns.ts";
import { listTenantPage, pageOfOne } from "#lib/tenant/list-tenant-page.ts";
import { parseTenantId } from "#lib/tenant/parse-tenant-id.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import type { CampaignQuery, CampaignView } from "./schema.ts";

/** Campaigns of a tenant; an id or a pasted address finds its campaign (H-11). */
export async function listCampaigns(
  ctx: Ctx,
  connectionId: string,
  query: CampaignQuery,
): Promise<TenantPage<CampaignView>> {
  requireRole(ctx, "admin", "operator");
  const { q: search, active, sort } = query;
  return listTenantPage(
    ctx,
    connectionId,
    { operation: "campaigns.list", query },
    async (client, at) => {
      const id = search ? parseTenantId("campaign", search) : null;
      const one = id === null ? null : await getCampaign(client, id);
      if (one) return pageOfOne(one);
      return pageCampaigns(client, {
        ...at,
        search,
        isActive: active,
        sort: sort ?? { by: "campaignName", descending: false },
      });
    },
    campaignView,
  );
}

export const campaignView = (campaign: Campaign): CampaignView => ({
  campaignId: campaign.campaignId,
  name: campaign.campaignName,
  active: campaign.isActive,
  description: campaign.description,
  notes: campaign.notes,
});
