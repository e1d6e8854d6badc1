"use client";

import NextLink from "next/link";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { ListView } from "#lib/outbound/lists/schema.ts";
import { ListStateLook } from "./list-looks.tsx";

const columns: Column<ListView>[] = [
  { id: "state", header: "State", cell: ({ state }) => <ListStateLook state={state} /> },
  { id: "name", header: "List", fixed: true, cell: ({ name }) => name },
  { id: "campaign", header: "Campaign", wideOnly: true, cell: ({ campaign }) => campaign.name },
  { id: "rows", header: "Calls", numeric: true, cell: ({ rows }) => rows.toLocaleString("en-GB") },
  {
    id: "waiting",
    header: "Waiting",
    numeric: true,
    wideOnly: true,
    cell: ({ counts }) => counts.waiting.toLocaleString("en-GB"),
  },
  {
    id: "answered",
    header: "Answered",
    numeric: true,
    wideOnly: true,
    cell: ({ counts }) => counts.answered.toLocaleString("en-GB"),
  },
  { id: "by", header: "Uploaded by", wideOnly: true, cell: ({ by }) => by },
  { id: "at", header: "When", cell: ({ at }) => <Time at={at} /> },
];

type ListTableProps = { first: ListPage<ListView> | undefined; mayCall: boolean };

/** Call lists, newest first, as they move. */
export function ListTable(props: ListTableProps) {
  return (
    <QueryProvider>
      <Lists {...props} />
    </QueryProvider>
  );
}

function Lists({ first, mayCall }: ListTableProps) {
  const query = useTableQuery();
  const { table } = useListPage({
    noun: "outbound",
    path: "/api/outbound-lists",
    query,
    first,
    topics: ["outbound"],
  });
  return (
    <DataTable
      {...table}
      label="Call lists"
      columns={columns}
      getRowId={(row) => row.id}
      rowHref={(row) => `/outbound/lists/${row.id}`}
      query={query}
      searchLabel="Search lists and campaigns"
      empty={
        <EmptyState
          kind="nothing-yet"
          title="No call lists yet"
          action={
            mayCall && (
              <Button asChild>
                <NextLink href="/outbound/lists/new">Upload a list</NextLink>
              </Button>
            )
          }
        >
          A list is a file with a number and an agent per row. Each agent gets one call at a time.
        </EmptyState>
      }
    />
  );
}
