import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { type Campaign, getCampaign as getVendorCampaign } from "#lib/cxone/campaigns.ts";
import { AppError } from "#lib/errors.ts";
import type { FieldValue } from "#lib/tenant/schema.ts";
import { campaignView } from "./reads.ts";
import type { CampaignDetail } from "./schema.ts";

/** A campaign in the audit log. */
export const campaignObject = (connectionId: string, campaignId: number) =>
  `campaign:${connectionId}:${campaignId}`;

/** All of a campaign that can be changed, by field. */
export const fieldsOf = (campaign: Campaign): Record<string, FieldValue> => ({
  name: campaign.campaignName,
  description: campaign.description,
  notes: campaign.notes,
  active: campaign.isActive,
});

/** One campaign, or the last that was known of it (`stale`). Throws `not_found`. */
export async function getCampaign(
  ctx: Ctx,
  connectionId: string,
  campaignId: number,
): Promise<CampaignDetail> {
  requireRole(ctx, "admin", "operator");
  const question = { operation: "campaigns.one", params: campaignId };
  const { value, asOf, stale } = await readThrough(ctx, connectionId, question, (client) =>
    getVendorCampaign(client, campaignId),
  );
  if (!value) throw new AppError("not_found", { detail: "This campaign is not in CXone." });
  return campaignDetail(connectionId, value, asOf, stale);
}

export const campaignDetail = (
  connectionId: string,
  campaign: Campaign,
  readAt: string,
  stale: CampaignDetail["stale"] = null,
): CampaignDetail => ({
  ...campaignView(campaign),
  connectionId,
  fields: fieldsOf(campaign),
  readAt,
  stale,
});
