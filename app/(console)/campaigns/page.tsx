// Owner of the data: TanStack Query in CampaignTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { CampaignTable } from "#components/campaigns/campaign-table.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Campaigns" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CampaignsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="Campaigns"
        note="A campaign only groups skills in reports. It never dials and does not change who answers."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <CampaignTable connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
