// Owner of the data: TanStack Query in CampaignTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { type ListAddress, TenantListPage } from "#app/(console)/tenant-list-page.tsx";
import { CampaignTable } from "#components/campaigns/campaign-table.tsx";

export const metadata: Metadata = { title: "Campaigns" };

export default function CampaignsPage(address: ListAddress) {
  return (
    <TenantListPage
      {...address}
      title="Campaigns"
      note="A campaign only groups skills in reports. It never dials and does not change who answers."
      list={(connectionId) => <CampaignTable connectionId={connectionId} />}
    />
  );
}
