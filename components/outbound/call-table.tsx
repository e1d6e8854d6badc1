"use client";

import NextLink from "next/link";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { DateFilter } from "#components/data-table/date-filter.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { connectionFilter } from "#components/tenant/connection-filter.ts";
import { Button } from "#components/ui/button.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { CallConnection, OutboundCallView } from "#lib/outbound/schema.ts";
import { CallState, OUTCOME_LOOKS } from "./call-looks.tsx";

const none = <span className="text-faint">none</span>;

const columns: Column<OutboundCallView>[] = [
  {
    id: "outcome",
    header: "Outcome",
    cell: ({ phase, outcome }) => <CallState phase={phase} outcome={outcome} />,
  },
  {
    id: "number",
    header: "Number",
    fixed: true,
    cell: ({ phoneNumber }) => <span className="whitespace-nowrap tabular-nums">{phoneNumber}</span>,
  },
  { id: "contact", header: "Contact", wideOnly: true, cell: ({ contact }) => contact?.name ?? none },
  { id: "agent", header: "Agent", wideOnly: true, cell: ({ agent }) => agent.name },
  { id: "campaign", header: "Campaign", wideOnly: true, cell: ({ campaign }) => campaign.name },
  {
    id: "talk",
    header: "Talked",
    numeric: true,
    wideOnly: true,
    cell: ({ talkMs }) => (talkMs === null ? none : <Duration ms={talkMs} />),
  },
  { id: "by", header: "Placed by", wideOnly: true, cell: ({ by }) => by },
  { id: "at", header: "When", cell: ({ at }) => <Time at={at} /> },
];

type CallTableProps = {
  first: ListPage<OutboundCallView> | undefined;
  connections: readonly CallConnection[];
  mayCall: boolean;
};

/** Personal Connection calls, newest first, as they move. */
export function CallTable(props: CallTableProps) {
  return (
    <QueryProvider>
      <Calls {...props} />
    </QueryProvider>
  );
}

function Calls({ first, connections, mayCall }: CallTableProps) {
  const query = useTableQuery({ filters: ["outcome", "connection", "from", "to"] });
  const { table } = useListPage({
    noun: "outbound",
    path: "/api/outbound-calls",
    query,
    first,
    topics: ["outbound"],
  });
  const outcomes = Object.entries(OUTCOME_LOOKS).map(([value, { word }]) => ({ value, label: word }));
  return (
    <DataTable
      {...table}
      label="Personal Connection calls"
      columns={columns}
      getRowId={(row) => row.id}
      rowHref={(row) => `/outbound/${row.id}`}
      query={query}
      filters={[
        { name: "outcome", label: "Outcome", options: [{ value: "open", label: "Under way" }, ...outcomes] },
        ...connectionFilter(connections),
      ]}
      searchLabel="Search people and campaigns"
      actions={<DateFilter query={query} />}
      empty={
        <EmptyState
          kind="nothing-yet"
          title="No calls yet"
          action={
            mayCall && (
              <Button asChild>
                <NextLink href="/outbound/new">Place a call</NextLink>
              </Button>
            )
          }
        >
          A Personal Connection call rings an agent, then the customer. Each one leaves a row here, with how
          it ended.
        </EmptyState>
      }
    />
  );
}
