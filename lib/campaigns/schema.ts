import * as z from "zod";
import type { AsOf } from "#lib/connections/schema.ts";
import { type FieldValue, loadedObject, sortBy, tenantQuery, yesNo } from "#lib/tenant/schema.ts";

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

const text = (most: number) =>
  z
    .string()
    .max(most, { error: `At most ${most.toLocaleString("en-GB")} characters.` })
    .default("");

/** A campaign as the form and scripts give it. */
export const campaignInput = z.strictObject({
  name: z
    .string({ error: "Enter a name." })
    .trim()
    .min(1, { error: "Enter a name." })
    .max(100, { error: "At most 100 characters." }),
  description: text(500),
  notes: text(2_000),
});
export type CampaignForm = z.input<typeof campaignInput>;
export type CampaignInput = z.output<typeof campaignInput>;

/** The body of a change: the campaign as it should be, and as it was when the form was opened. */
export const campaignChange = z.strictObject({ campaign: campaignInput, loaded: loadedObject });
export type CampaignChange = z.output<typeof campaignChange>;

/** One campaign. `fields` and `readAt` are sent back with a change. */
export type CampaignDetail = CampaignView & {
  connectionId: string;
  fields: Record<string, FieldValue>;
  readAt: string;
  stale: AsOf<unknown>["stale"];
};
