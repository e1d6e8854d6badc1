"use client";

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
import { AuditDrawer } from "./audit-drawer.tsx";
import { AuditSource, ResultState } from "./audit-result.tsx";
import { ExportAudit } from "./export-audit.tsx";

const filterNames = ["actor", "action", "object", "ip", "request", "from", "to"];
const hidden = ["requestId", "seq"];

const columns: Column<AuditView>[] = [
  {
    id: "at",
    header: "Time",
    cell: (row) => (
      <>
        <Time at={row.at} />
        <span className="sr-only">: {row.action}</span>
      </>
    ),
  },
  { id: "actor", header: "Actor", fixed: true, cell: (row) => row.actor.name },
  { id: "action", header: "Action", fixed: true, cell: (row) => row.action },
  {
    id: "object",
    header: "Object",
    wideOnly: true,
    cell: (row) => (
      <code className="block max-w-64 truncate text-xs" title={row.object}>
        {row.object}
      </code>
    ),
  },
  {
    id: "source",
    header: "Source",
    wideOnly: true,
    cell: (row) => <AuditSource kind={row.actor.kind} ip={row.ip} />,
  },
  { id: "result", header: "Result", wideOnly: true, cell: (row) => <ResultState result={row.result} /> },
  {
    id: "requestId",
    header: "Request id",
    wideOnly: true,
    cell: (row) => <Id value={row.requestId} label="request id" chars={12} />,
  },
  { id: "seq", header: "Row", numeric: true, wideOnly: true, cell: (row) => row.seq },
];

type AuditTableProps = {
  first: ListPage<AuditView> | undefined;
  filters: AuditFilters;
  mayExport: boolean;
};

/** The audit log as a list; a row opens beside it. */
export function AuditTable(props: AuditTableProps) {
  return (
    <QueryProvider>
      <Entries {...props} />
    </QueryProvider>
  );
}

function Entries({ first, filters: { actors, actions, objectKinds, ips }, mayExport }: AuditTableProps) {
  const query = useTableQuery({ filters: filterNames, hidden });
  const { table } = useListPage({ noun: "audit", path: "/api/audit", query, first });
  const plain = (text: string) => ({ value: text, label: text });
  const request = query.chosen("request");
  return (
    <>
      <DataTable
        {...table}
        label="Audit log"
        columns={columns}
        getRowId={(row) => String(row.seq)}
        rowHref={(row) => `/activity/audit/${row.seq}`}
        onRowOpen={(row) => query.open(String(row.seq))}
        query={query}
        filters={[
          {
            name: "actor",
            label: "Actor",
            options: actors.map(({ id, name }) => ({ value: id, label: name })),
          },
          { name: "action", label: "Action", options: actions.map(plain) },
          { name: "object", label: "Object", options: objectKinds.map(plain) },
          { name: "ip", label: "Address", options: ips.map(plain) },
          // Chosen in a row, not from a list.
          ...(request.length > 0 ? [{ name: "request", label: "Request", options: request.map(plain) }] : []),
        ]}
        searchLabel="Search all of a row"
        actions={
          <>
            <DateFilter query={query} />
            {mayExport && <ExportAudit asked={query.api} />}
          </>
        }
        empty={
          <EmptyState kind="nothing-yet" title="Nothing was done yet">
            Every change anybody makes is written here, in the same transaction as the change.
          </EmptyState>
        }
      />
      <AuditDrawer seq={query.opened} onClose={() => query.open(null)} />
    </>
  );
}
