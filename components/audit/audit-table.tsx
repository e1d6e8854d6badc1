"use client";

import { SearchStop } from "#components/console/search-stop.tsx";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { DateFilter } from "#components/data-table/date-filter.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { AuditFilters, AuditView } from "#lib/audit/schema.ts";

const filterNames = ["actor", "action", "object", "from", "to"];
const hidden = ["requestId", "ip"];

const columns: Column<AuditView>[] = [
  { id: "action", header: "Action", cell: (row) => row.action },
  { id: "actor", header: "By", fixed: true, cell: (row) => row.actor.name },
  {
    id: "object",
    header: "Object",
    wideOnly: true,
    cell: (row) => (
      <code className="block max-w-80 truncate text-xs" title={row.object}>
        {row.object}
      </code>
    ),
  },
  {
    id: "requestId",
    header: "Request id",
    wideOnly: true,
    cell: (row) => <Id value={row.requestId} label="request id" chars={12} />,
  },
  {
    id: "ip",
    header: "From address",
    wideOnly: true,
    cell: (row) =>
      row.ip ? <code className="text-xs">{row.ip}</code> : <span className="text-faint">none</span>,
  },
  { id: "seq", header: "Row", numeric: true, wideOnly: true, cell: (row) => row.seq },
  { id: "at", header: "When", cell: (row) => <Time at={row.at} className="text-muted" /> },
];

type AuditTableProps = { first: ListPage<AuditView> | undefined; filters: AuditFilters };

/** The audit log as a list. */
export function AuditTable(props: AuditTableProps) {
  return (
    <QueryProvider>
      <Entries {...props} />
    </QueryProvider>
  );
}

function Entries({ first, filters: { actors, actions, objectKinds } }: AuditTableProps) {
  const query = useTableQuery({ filters: filterNames, hidden });
  const { page, table } = useListPage({ noun: "audit", path: "/api/audit", query, first });
  const plain = (text: string) => ({ value: text, label: text });
  return (
    <DataTable
      {...table}
      label="Audit log"
      columns={columns}
      getRowId={(row) => String(row.seq)}
      rowHref={(row) => `/activity/audit/${row.seq}`}
      query={query}
      filters={[
        { name: "actor", label: "By", options: actors.map(({ id, name }) => ({ value: id, label: name })) },
        { name: "action", label: "Action", options: actions.map(plain) },
        { name: "object", label: "Object", options: objectKinds.map(plain) },
      ]}
      searchLabel="Object, name or request id"
      note={page?.searchedTo && <SearchStop at={page.searchedTo} upwards={query.api.newer !== undefined} />}
      actions={<DateFilter query={query} />}
      empty={
        <EmptyState kind="nothing-yet" title="Nothing was done yet">
          Every change anybody makes is written here, in the same transaction as the change.
        </EmptyState>
      }
    />
  );
}
