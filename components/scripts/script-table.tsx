"use client";

import type { Column } from "#components/data-table/column.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { TenantTable } from "#components/tenant/tenant-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { type ScriptRow, splitScriptPath } from "#lib/scripts/schema.ts";

const columns: Column<ScriptRow>[] = [
  { id: "path", header: "Name", sortable: true, cell: (row) => splitScriptPath(row.path).name },
  {
    id: "folder",
    header: "Folder",
    wideOnly: true,
    cell: (row) => splitScriptPath(row.path).folder || <span className="text-faint">top</span>,
  },
  {
    id: "channels",
    header: "Run by",
    wideOnly: true,
    cell: (row) =>
      row.channels.length > 0 ? (
        <span className="block max-w-72 truncate">{row.channels.map(({ name }) => name).join(", ")}</span>
      ) : (
        <span className="text-faint">no channel</span>
      ),
  },
  {
    id: "handover",
    header: "Handover",
    wideOnly: true,
    cell: (row) => row.handover?.name ?? <span className="text-faint">not ours</span>,
  },
  {
    id: "modified",
    header: "Saved",
    sortable: true,
    cell: (row) =>
      row.modifiedAt ? <Time at={row.modifiedAt} /> : <span className="text-faint">unknown</span>,
  },
];

/** The Studio scripts of a tenant. */
export function ScriptTable({ connectionId }: { connectionId: string }) {
  return (
    <QueryProvider>
      <TenantTable
        connectionId={connectionId}
        noun="scripts"
        path="scripts"
        label="scripts"
        columns={columns}
        defaultSort="path"
        searchLabel="Folder or name"
        getRowId={(row) => row.path}
        rowHref={(row) => `/scripts/${encodeURIComponent(row.path)}?connection=${connectionId}`}
        empty={
          <EmptyState kind="nothing-yet" title="No scripts yet">
            A Studio script routes the contacts of a channel. A handover saves its own when it is applied.
          </EmptyState>
        }
      />
    </QueryProvider>
  );
}
