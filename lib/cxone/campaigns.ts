import "server-only";
import * as z from "zod";
import { flag, integerId, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { type AcdPage, compareBy, pageAcd } from "./page-acd.ts";
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
    notes: textOrEmpty,
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
      notes: row.notes,
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

export interface CampaignPageQuery {
  readonly skip: number;
  readonly top: number;
  readonly search?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly sort?: { readonly by: "campaignName" | "isActive"; readonly descending: boolean } | undefined;
}

/** One page of campaigns; the vendor searches, filters and sorts where it can. */
export async function pageCampaigns(
  client: CxoneClient,
  { skip, top, search, isActive, sort }: CampaignPageQuery,
): Promise<AcdPage<Campaign>> {
  const wanted = search?.toLowerCase();
  const orderBy =
    sort && `${sort.by === "campaignName" ? "name" : sort.by} ${sort.descending ? "desc" : "asc"}`;
  return pageAcd(
    client,
    {
      operation: "cxone.campaigns.page",
      path: "campaigns",
      query: { searchString: search, isActive, orderBy },
      key: "campaigns",
      row: campaign,
      idOf: (row) => row.campaignId,
      matches: (row) =>
        (wanted === undefined ||
          `${row.campaignName} ${row.campaignId} ${row.description}`.toLowerCase().includes(wanted)) &&
        (isActive === undefined || row.isActive === isActive),
      compare: sort && ((a, b) => (sort.descending ? -1 : 1) * compareBy(a[sort.by], b[sort.by])),
    },
    { skip, top },
  );
}

/** One campaign by id, or null. */
export async function getCampaign(client: CxoneClient, campaignId: number): Promise<Campaign | null> {
  try {
    return await client.read(
      {
        operation: "cxone.campaigns.get",
        api: "acd",
        method: "GET",
        path: `campaigns/${campaignId}`,
        idempotent: true,
      },
      z.union([
        z.object({ campaigns: z.tuple([campaign]) }).transform((wrapped) => wrapped.campaigns[0]),
        campaign,
      ]),
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Changes name, description or notes. */
export async function updateCampaign(
  client: CxoneClient,
  campaignId: number,
  change: { readonly name?: string; readonly description?: string; readonly notes?: string },
): Promise<void> {
  await client.request({
    operation: "cxone.campaigns.update",
    api: "acd",
    method: "PUT",
    path: `campaigns/${campaignId}`,
    body: change,
    idempotent: true,
  });
}

/** Switches a campaign on or off; there is no deleting. */
export async function setCampaignActive(
  client: CxoneClient,
  campaignId: number,
  isActive: boolean,
): Promise<void> {
  await client.request({
    operation: "cxone.campaigns.status",
    api: "acd",
    method: "PATCH",
    path: `campaigns/${campaignId}/status`,
    body: { isActive },
    idempotent: true,
  });
}

/** Creates a campaign and gives its id. The flat body works from version 33.0 on only. */
export async function createCampaign(
  client: CxoneClient,
  input: { readonly name: string; readonly description?: string; readonly notes?: string },
): Promise<{ campaignId: number }> {
  const { id } = await client.read(
    {
      operation: "cxone.campaigns.create",
      api: "acd",
      method: "POST",
      path: "campaigns",
      body: {
        name: input.name,
        description: input.description ?? "",
        notes: input.notes ?? "",
        isActive: true,
      },
      idempotent: false,
    },
    z.object({ id: integerId }),
  );
  return { campaignId: id };
}
