import * as z from "zod";
import { sortBy, tenantQuery, yesNo } from "#lib/tenant/schema.ts";
import type { Direction } from "./mapping.ts";

/** What the list of skills is asked. */
export const skillQuery = tenantQuery.extend({
  sort: sortBy("skillName", "mediaTypeId", "campaignName", "isActive"),
  media: z.coerce.number().int().min(1).max(99).optional(),
  outbound: yesNo,
  active: yesNo,
});
export type SkillQuery = z.output<typeof skillQuery>;

/** A skill in a list. */
export type SkillRow = {
  skillId: number;
  name: string;
  mediaTypeId: number;
  mediaType: string;
  campaignId: number | null;
  campaignName: string;
  active: boolean;
  direction: Direction;
};
