"use client";

import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { Duration } from "#components/ui/duration.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { OutboundCallView } from "#lib/outbound/schema.ts";
import { CallState, OUTCOME_LOOKS } from "../call-looks.tsx";

const none = <span className="text-faint">none</span>;

const columns: Column<OutboundCallView>[] = [
  { id: "line", header: "Line", numeric: true, cell: ({ rowNumber }) => rowNumber },
  {
    id: "outcome",
    header: "Result",
    cell: ({ phase, outcome }) => <CallState phase={phase} outcome={outcome} />,
  },
  {
    id: "number",
    header: "Number",
    fixed: true,
    cell: ({ phoneNumber }) => <span className="whitespace-nowrap tabular-nums">{phoneNumber}</span>,
  },
  { id: "agent", header: "Agent", wideOnly: true, cell: ({ agent }) => agent.name },
  { id: "reason", header: "Why", wideOnly: true, cell: ({ reason }) => reason ?? none },
  {
    id: "talk",
    header: "Talked",
    numeric: true,
    wideOnly: true,
    cell: ({ talkMs }) => (talkMs === null ? none : <Duration ms={talkMs} />),
  },
];

type ListRowsProps = { listId: string; first: ListPage<OutboundCallView> | undefined };

/** The result of each row: those called last first, then those that wait, in the order of the file. */
export function ListRows({ listId, first }: ListRowsProps) {
  const query = useTableQuery({ filters: ["outcome"] });
  const api = { ...query.api, list: listId };
  const { table } = useListPage({
    noun: "outbound",
    path: "/api/outbound-calls",
    query: { ...query, api },
    first,
  });
  const outcomes = Object.entries(OUTCOME_LOOKS).map(([value, { word }]) => ({ value, label: word }));
  return (
    <DataTable
      {...table}
      label="Rows of the list"
      columns={columns}
      getRowId={(row) => row.id}
      rowHref={(row) => `/outbound/${row.id}`}
      query={query}
      filters={[
        { name: "outcome", label: "Result", options: [{ value: "open", label: "Not ended" }, ...outcomes] },
      ]}
      searchLabel="Search agents and reasons"
      empty={
        <EmptyState kind="nothing-yet" title="No rows">
          The list has no row.
        </EmptyState>
      }
    />
  );
}
