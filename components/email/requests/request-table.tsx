"use client";

import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { connectionFilter } from "#components/tenant/connection-filter.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import { REQUEST_NAMES } from "#lib/email/requests/mapping.ts";
import type { RequestView } from "#lib/email/requests/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { NewRequest } from "./new-request.tsx";
import { RequestLook, requestStates } from "./request-looks.tsx";
import { RequestSheet } from "./request-sheet.tsx";

const columns: Column<RequestView>[] = [
  { id: "kind", header: "Request", cell: ({ kind }) => REQUEST_NAMES[kind].name },
  { id: "state", header: "State", fixed: true, cell: ({ state }) => <RequestLook state={state} /> },
  { id: "about", header: "About", cell: ({ about }) => <Link href={about.href}>{about.name}</Link> },
  { id: "connection", header: "Connection", wideOnly: true, cell: ({ connection }) => connection.name },
  { id: "sentAt", header: "Sent", wideOnly: true, cell: ({ sentAt }) => <Moment at={sentAt} /> },
  { id: "chasedAt", header: "Asked again", wideOnly: true, cell: ({ chasedAt }) => <Moment at={chasedAt} /> },
  {
    id: "remindAt",
    header: "Reminder",
    cell: ({ remindAt }) =>
      remindAt ? <Time at={remindAt} as="day" /> : <span className="text-faint">none</span>,
  },
  { id: "by", header: "Changed by", wideOnly: true, cell: ({ updatedBy }) => updatedBy },
];

function Moment({ at }: { at: string | null }) {
  return at ? <Time at={at} /> : <span className="text-faint">–</span>;
}

const kinds = Object.entries(REQUEST_NAMES).map(([value, { name }]) => ({ value, label: name }));

type RequestTableProps = {
  first: ListPage<RequestView> | undefined;
  tenants: readonly TenantChoice[];
  mayChange: boolean;
};

/** All that somebody waits for the account representative for, the changed ones first. */
export function RequestTable(props: RequestTableProps) {
  return (
    <QueryProvider>
      <Requests {...props} />
    </QueryProvider>
  );
}

function Requests({ first, tenants, mayChange }: RequestTableProps) {
  const query = useTableQuery({ filters: ["connection", "kind", "state"] });
  const { table } = useListPage({
    noun: "repRequests",
    path: "/api/email/requests",
    query,
    first,
    topics: ["rep-requests"],
  });
  const opened = table.rows?.find(({ id }) => id === query.opened);
  return (
    <>
      <DataTable
        {...table}
        label="Requests to the account representative"
        columns={columns}
        getRowId={(row) => row.id ?? row.kind}
        rowHref={(row) => `/email/requests?row=${row.id}`}
        onRowOpen={(row) => query.open(row.id)}
        query={query}
        filters={[
          { name: "state", label: "State", options: requestStates },
          { name: "kind", label: "Request", options: kinds },
          ...connectionFilter(tenants),
        ]}
        searchLabel="Words of a request or its answer"
        empty={
          <EmptyState
            kind="nothing-yet"
            title="No requests yet"
            action={mayChange && tenants.length > 0 && <NewRequest tenants={tenants} />}
          >
            Some settings of email only your NICE account representative can change. Set-up steps that wait
            for it make a request here, with its words ready to copy.
          </EmptyState>
        }
      />
      {opened && <RequestSheet request={opened} mayChange={mayChange} onClose={() => query.open(null)} />}
    </>
  );
}
