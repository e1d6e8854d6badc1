"use client";

import RotateCw from "lucide-react/icons/rotate-cw";
import { SearchStop } from "#components/console/search-stop.tsx";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { DateFilter } from "#components/data-table/date-filter.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { RequestFilters, RequestView } from "#lib/request-log/schema.ts";
import { ExportRequests } from "./export-requests.tsx";
import { RequestStatus } from "./request-status.tsx";

const filterNames = ["connection", "operation", "status", "method", "host", "from", "to"];
const hidden = ["host", "attempt", "requestId"];

const statusFilter = {
  name: "status",
  label: "Status",
  options: [
    { value: "2xx", label: "2xx success" },
    { value: "3xx", label: "3xx redirect" },
    { value: "4xx", label: "4xx refused" },
    { value: "5xx", label: "5xx failed" },
    { value: "none", label: "No answer" },
  ],
};

const methodFilter = {
  name: "method",
  label: "Method",
  options: ["GET", "POST", "PUT", "PATCH", "DELETE", "DNS"].map((method) => ({
    value: method,
    label: method,
  })),
};

const columns: Column<RequestView>[] = [
  { id: "operation", header: "Operation", cell: (row) => row.operation },
  {
    id: "status",
    header: "Status",
    fixed: true,
    cell: (row) => <RequestStatus status={row.status} error={row.error} />,
  },
  {
    id: "path",
    header: "Call",
    wideOnly: true,
    cell: (row) => (
      <code className="block max-w-80 truncate text-xs" title={`${row.method} ${row.path}`}>
        {row.method} {row.path}
      </code>
    ),
  },
  { id: "host", header: "Host", wideOnly: true, cell: (row) => <code className="text-xs">{row.host}</code> },
  {
    id: "connection",
    header: "Connection",
    wideOnly: true,
    cell: (row) => row.connectionName ?? <span className="text-faint">none</span>,
  },
  {
    id: "duration",
    header: "Took",
    numeric: true,
    wideOnly: true,
    cell: (row) => <Duration ms={row.durationMs} />,
  },
  { id: "attempt", header: "Attempt", numeric: true, wideOnly: true, cell: (row) => row.attempt },
  {
    id: "requestId",
    header: "Request id",
    wideOnly: true,
    cell: (row) => <Id value={row.requestId} label="request id" chars={12} />,
  },
  { id: "at", header: "When", cell: (row) => <Time at={row.at} className="text-muted" /> },
];

type RequestTableProps = { first: ListPage<RequestView> | undefined; filters: RequestFilters };

/** The request log as a list. */
export function RequestTable(props: RequestTableProps) {
  return (
    <QueryProvider>
      <Requests {...props} />
    </QueryProvider>
  );
}

function Requests({ first, filters: { connections, operations, hosts } }: RequestTableProps) {
  const query = useTableQuery({ filters: filterNames, hidden });
  const { page, table, refresh } = useListPage({ noun: "requests", path: "/api/requests", query, first });
  const filters = [
    {
      name: "connection",
      label: "Connection",
      options: connections.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: "operation",
      label: "Operation",
      options: operations.map((operation) => ({ value: operation, label: operation })),
    },
    statusFilter,
    methodFilter,
    { name: "host", label: "Host", options: hosts.map((host) => ({ value: host, label: host })) },
  ];
  return (
    <DataTable
      {...table}
      label="Calls to other systems"
      columns={columns}
      getRowId={(row) => row.key}
      rowHref={(row) => `/activity/requests/${row.key}`}
      query={query}
      filters={filters.filter(({ options }) => options.length > 0)}
      searchLabel="Request id, or words of a call or its error"
      note={page?.searchedTo && <SearchStop at={page.searchedTo} upwards={query.api.newer !== undefined} />}
      actions={
        <>
          <DateFilter query={query} />
          <ExportRequests query={query} />
          <Button variant="ghost" onClick={refresh}>
            <RotateCw aria-hidden />
            Refresh
          </Button>
        </>
      }
      empty={
        <EmptyState kind="nothing-yet" title="No calls yet">
          Every call from Patchbay to another system is written here, with what was sent and answered. The
          first one comes with the first check of a connection.
        </EmptyState>
      }
    />
  );
}
