import type * as z from "zod";
import { sortBy, tenantQuery, yesNo } from "#lib/tenant/schema.ts";

/** What the list of campaigns is asked. */
export const campaignQuery = tenantQuery.extend({
  sort: sortBy("campaignName", "isActive"),
  active: yesNo,
});
export type CampaignQuery = z.output<typeof campaignQuery>;

/** A campaign: a grouping of skills for reports. It never dials (facts/cxone.md §2.2). */
export type CampaignView = {
  campaignId: number;
  name: string;
  active: boolean;
  description: string;
  notes: string;
};
