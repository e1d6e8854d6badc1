"use client";

import { useState } from "react";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { connectionFilter } from "#components/tenant/connection-filter.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ListPage } from "#lib/api/schema.ts";
import { NO_CHANNEL } from "#lib/email/bounced/mapping.ts";
import type { BouncedChannel, BouncedView, BounceReason } from "#lib/email/bounced/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { ExportBounced } from "./export-bounced.tsx";

const REASONS: Record<BounceReason, string> = {
  no_tls: "No secure connection",
  refused: "Refused",
  unknown_mailbox: "Unknown mailbox",
  reported: "Reported",
};

const columns: Column<BouncedView>[] = [
  {
    id: "address",
    header: "Address",
    cell: ({ address }) => <span className="block break-all sm:min-w-44">{address}</span>,
  },
  { id: "reason", header: "Why", fixed: true, cell: ({ reason }) => REASONS[reason] },
  { id: "detail", header: "Detail", wideOnly: true, cell: ({ detail }) => detail },
  { id: "channel", header: "Channel", wideOnly: true, cell: ({ channel }) => channel?.name ?? "Not known" },
  { id: "connection", header: "Connection", wideOnly: true, cell: ({ connection }) => connection.name },
  { id: "at", header: "When", cell: ({ at }) => <Time at={at} /> },
];

type BouncedTableProps = {
  first: ListPage<BouncedView> | undefined;
  tenants: readonly TenantChoice[];
  channels: readonly BouncedChannel[];
  mayChange: boolean;
};

/** Addresses that bounced, newest first. */
export function BouncedTable(props: BouncedTableProps) {
  return (
    <QueryProvider>
      <Bounced {...props} />
    </QueryProvider>
  );
}

function Bounced({ first, tenants, channels, mayChange }: BouncedTableProps) {
  const query = useTableQuery({ filters: ["connection", "channel", "reason"] });
  const [asked, setAsked] = useState<BouncedView | null>(null);
  const { table, readAgain } = useListPage({
    noun: "bounced",
    path: "/api/email/bounced",
    query,
    first,
    topics: ["bounced"],
  });
  const remove: Column<BouncedView> = {
    id: "remove",
    header: "Action",
    fixed: true,
    cell: (row) => (
      <Button size="sm" variant="ghost" onClick={() => setAsked(row)}>
        Remove<span className="sr-only"> {row.address}</span>
      </Button>
    ),
  };
  return (
    <>
      <DataTable
        {...table}
        label="Bounced addresses"
        columns={mayChange ? [...columns, remove] : columns}
        getRowId={({ connection: of, address }) => `${of.id} ${address}`}
        query={query}
        filters={[
          {
            name: "reason",
            label: "Why",
            options: Object.entries(REASONS).map(([value, label]) => ({ value, label })),
          },
          {
            name: "channel",
            label: "Channel",
            options: [
              ...channels.map(({ id, name }) => ({ value: id, label: name })),
              { value: NO_CHANNEL, label: "Not known" },
            ],
          },
          ...connectionFilter(tenants),
        ]}
        searchLabel="Part of an address or a detail"
        actions={<ExportBounced query={query} />}
        empty={
          <EmptyState kind="nothing-yet" title="No bounced addresses">
            An address gets here when a mail of Patchbay to it bounces, when a delivery report comes in over
            an email channel, or when somebody reports it.
          </EmptyState>
        }
      />
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={`Remove ${asked.address}?`}
          confirmLabel="Remove address"
          onConfirm={async () => {
            const key = new URLSearchParams({ connectionId: asked.connection.id, address: asked.address });
            await fetchJson(`/api/email/bounced?${key}`, { method: "DELETE" });
            await readAgain();
          }}
        >
          Patchbay may send test mails to it again. What CXone or SES has stored of it stays as it is.
        </ConfirmDialog>
      )}
    </>
  );
}
