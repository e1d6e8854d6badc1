import "server-only";
import * as z from "zod";
import { flag, integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { listAcd } from "./pages.ts";

/** Rows changed their names with version 33: `{id, name}` there, `{campaignId, campaignName}` before. */
const campaign = z
  .object({
    id: integerId.optional(),
    campaignId: integerId.optional(),
    name: z.string().optional(),
    campaignName: z.string().optional(),
    isActive: flag.nullish(),
    description: textOrEmpty,
  })
  .transform((row, context) => {
    const campaignId = row.id ?? row.campaignId;
    if (campaignId === undefined) {
      context.addIssue({ code: "custom", message: "has neither id nor campaignId" });
      return z.NEVER;
    }
    return {
      campaignId,
      campaignName: row.name ?? row.campaignName ?? "",
      isActive: row.isActive ?? true,
      description: row.description,
    };
  });

export type Campaign = z.infer<typeof campaign>;

/** All campaigns. A campaign only groups skills for reports, yet every skill needs one (H-55, facts/cxone.md §2.2). */
export async function listCampaigns(client: CxoneClient): Promise<Campaign[]> {
  return listAcd(client, {
    operation: "cxone.campaigns.list",
    path: "campaigns",
    key: "campaigns",
    row: campaign,
    idOf: (row) => row.campaignId,
  });
}

/** Creates a campaign and gives its id. The flat body works from version 33.0 on only. */
export async function createCampaign(
  client: CxoneClient,
  input: { readonly name: string; readonly description?: string },
): Promise<{ campaignId: number }> {
  const { id } = await client.read(
    {
      operation: "cxone.campaigns.create",
      api: "acd",
      method: "POST",
      path: "campaigns",
      body: { name: input.name, description: input.description ?? "", isActive: true },
      idempotent: false,
    },
    z.object({ id: integerId }),
  );
  return { campaignId: id };
}
