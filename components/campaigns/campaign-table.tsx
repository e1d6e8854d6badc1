"use client";

import NextLink from "next/link";
import type { Column } from "#components/data-table/column.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { TenantTable } from "#components/tenant/tenant-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import type { CampaignView } from "#lib/campaigns/schema.ts";

const filters = [
  {
    name: "active",
    label: "State",
    single: true,
    options: [
      { value: "yes", label: "Active" },
      { value: "no", label: "Not active" },
    ],
  },
];

const columns: Column<CampaignView>[] = [
  { id: "campaignName", header: "Name", sortable: true, cell: (campaign) => campaign.name },
  {
    id: "isActive",
    header: "State",
    sortable: true,
    fixed: true,
    cell: (campaign) => <ActiveState active={campaign.active} />,
  },
  {
    id: "description",
    header: "Description",
    wideOnly: true,
    cell: (campaign) => <span className="text-muted">{campaign.description}</span>,
  },
  {
    id: "campaignId",
    header: "Campaign ID",
    wideOnly: true,
    cell: (campaign) => <Id value={String(campaign.campaignId)} label="campaign id" chars={12} />,
  },
];

/** The campaigns of a tenant. */
export function CampaignTable({ connectionId }: { connectionId: string }) {
  return (
    <QueryProvider>
      <TenantTable
        connectionId={connectionId}
        noun="campaigns"
        path="campaigns"
        label="campaigns"
        columns={columns}
        defaultSort="campaignName"
        filters={filters}
        searchLabel="Name, id or address"
        getRowId={(campaign) => String(campaign.campaignId)}
        rowHref={(campaign) => `/campaigns/${campaign.campaignId}?connection=${connectionId}`}
        actions={
          <Button asChild variant="primary">
            <NextLink href={`/campaigns/new?connection=${connectionId}`}>New campaign</NextLink>
          </Button>
        }
        empty={
          <EmptyState kind="nothing-yet" title="No campaigns yet">
            Every skill belongs to a campaign; reports add its skills up.
          </EmptyState>
        }
      />
    </QueryProvider>
  );
}
