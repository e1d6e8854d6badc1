// Owner of the data: this Server Component, read once when the form is opened; CampaignForm sends it back as what was seen.
import type { Metadata } from "next";
import { CampaignForm } from "#components/campaigns/campaign-form.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getCampaign } from "#lib/campaigns/get-campaign.ts";
import { getTenants, readTenantId } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Edit campaign" };

type PageProps = {
  params: Promise<{ campaignId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function EditCampaignPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  const { campaignId } = await params;
  return permitted(async () => {
    const { chosen } = await getTenants(ctx, connection);
    const campaign = chosen && (await getCampaign(ctx, chosen.id, readTenantId(campaignId)));
    const query = chosen ? `?connection=${chosen.id}` : "";
    return (
      <TenantFrame
        title={`Edit ${campaign?.name ?? "campaign"}`}
        breadcrumb={[
          { label: "Campaigns", href: `/campaigns${query}` },
          { label: campaign?.name ?? campaignId, href: `/campaigns/${campaignId}${query}` },
        ]}
        tenants={[]}
        chosen={chosen}
      >
        {campaign && (
          <>
            <StaleNote asOf={campaign.readAt} stale={campaign.stale} connectionId={campaign.connectionId} />
            <CampaignForm connectionId={campaign.connectionId} kept={campaign} />
          </>
        )}
      </TenantFrame>
    );
  });
}
