import * as z from "zod";
import { sortBy, tenantQuery } from "#lib/tenant/schema.ts";

/** What the list of digital points of contact is asked. */
export const channelQuery = tenantQuery.extend({
  sort: sortBy("name", "platform", "skill"),
  platform: z.string().max(60).optional(),
  /** `missing`: without default skill or script (M-65). */
  set: z.enum(["complete", "missing"]).optional(),
});
export type ChannelQuery = z.output<typeof channelQuery>;

export type ChannelRow = {
  id: string;
  name: string;
  /** `custom` is Bring Your Own Channel. */
  platform: string;
  /** The Bring Your Own Channel integration, or what stands for one. */
  integrationId: string;
  isPrivate: boolean;
  defaultSkill: { id: number; name: string } | null;
  script: string;
  /** The handover of ours that made it. */
  handover: { id: string; name: string } | null;
};

export const BYOC_PLATFORM = "custom";

/** `in-contact-email` → "In contact email"; what CXone's console calls it is not in any API. */
export function platformName(platform: string): string {
  if (platform === BYOC_PLATFORM) return "Bring Your Own Channel";
  const words = platform.replaceAll(/[-_]/g, " ").trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : "Unknown";
}

/** An integration is known by its channels and by our handovers: CXone has no API that lists them (facts/cxone.md §3.2). */
export type IntegrationRow = {
  integrationId: string;
  channels: { id: string; name: string }[];
  handover: { id: string; name: string; byocClientId: string } | null;
};
