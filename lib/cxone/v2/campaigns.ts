import "server-only";
import * as z from "zod";
import { textOrEmpty } from "../answer.ts";
import type { CxoneV2Client } from "./client.ts";
import { optionalFlag, optionalText } from "./words.ts";

const campaign = z.object({
  id: z.string().min(1),
  name: textOrEmpty,
  status: textOrEmpty,
  /** The rest is not in seed 001; null where CXone does not say. */
  type: optionalText,
  personalConnection: optionalFlag,
  apiInitiated: optionalFlag,
});
export type V2Campaign = z.output<typeof campaign>;

export const isActive = ({ status }: V2Campaign): boolean => status.toUpperCase() === "ACTIVE";

/** Campaigns that a queue belongs to (T-20, T-21). */
export const campaignsOfQueue = (client: CxoneV2Client, queueId: string): Promise<V2Campaign[]> =>
  client.read(
    {
      operation: "cxone.v2.queue-campaigns",
      method: "GET",
      path: "api/v2/voice/campaigns",
      query: { queueId },
      idempotent: true,
    },
    z.array(campaign),
  );

/** All campaigns; null where there is no such list: seed 001 shows it for one queue only, and it may insist on that. */
export const listCampaigns = (client: CxoneV2Client): Promise<V2Campaign[] | null> =>
  client.find(
    {
      alsoAbsent: 400,
      operation: "cxone.v2.campaigns",
      method: "GET",
      path: "api/v2/voice/campaigns",
      idempotent: true,
    },
    z.array(campaign),
  );

/** One campaign; null when CXone knows none, or has no such endpoint. */
export const findCampaign = (client: CxoneV2Client, campaignId: string): Promise<V2Campaign | null> =>
  client.find(
    {
      operation: "cxone.v2.campaign",
      method: "GET",
      path: `api/v2/voice/campaigns/${encodeURIComponent(campaignId)}`,
      idempotent: true,
      alsoAbsent: 400,
    },
    campaign,
  );

/** User ids of the agents of a campaign (P-14); null where CXone does not say. */
export async function findCampaignAgents(
  client: CxoneV2Client,
  campaignId: string,
): Promise<string[] | null> {
  const agents = await client.find(
    {
      operation: "cxone.v2.campaign-agents",
      method: "GET",
      path: `api/v2/voice/campaigns/${encodeURIComponent(campaignId)}/agents`,
      idempotent: true,
      alsoAbsent: 400,
    },
    z.array(z.object({ userId: z.string().min(1) })),
  );
  return agents?.map(({ userId }) => userId) ?? null;
}
