// Owner of the data: CampaignForm, which holds what is typed.
import type { Metadata } from "next";
import { CampaignForm } from "#components/campaigns/campaign-form.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "New campaign" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewCampaignPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="New campaign"
        note="A campaign only groups skills in reports. It never dials."
        breadcrumb={[{ label: "Campaigns", href: `/campaigns${chosen ? `?connection=${chosen.id}` : ""}` }]}
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <CampaignForm connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
