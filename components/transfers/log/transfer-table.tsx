"use client";

import RotateCw from "lucide-react/icons/rotate-cw";
import { useListPage } from "#components/console/use-list-page.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { DateFilter } from "#components/data-table/date-filter.tsx";
import type { TableFilter } from "#components/data-table/filter-bar.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { SavedViews } from "#components/saved-views/saved-views.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { SavedView } from "#lib/saved-views/schema.ts";
import type { TransferFilters, TransferView } from "#lib/transfers/log/schema.ts";
import { OUTCOME_LOOKS, OUTCOME_ORDER } from "../outcome.tsx";
import { periodOptions } from "../period-words.ts";
import { REASON_WORDS, SOURCE_WORDS } from "../reason-words.ts";
import { useZone } from "../use-zone.ts";
import { ExportTransfers } from "./export-transfers.tsx";
import { hiddenColumns, transferColumns } from "./transfer-columns.tsx";

const filterNames = [
  "period",
  "outcome",
  "reason",
  "queue",
  "agent",
  "policy",
  "skill",
  "connection",
  "source",
  "call",
  "caller",
  "from",
  "to",
];

const fixedFilters: readonly TableFilter[] = [
  {
    name: "outcome",
    label: "Outcome",
    options: OUTCOME_ORDER.map((value) => ({ value, label: OUTCOME_LOOKS[value].word })),
  },
  {
    name: "reason",
    label: "Reason",
    options: Object.entries(REASON_WORDS).map(([value, label]) => ({ value, label })),
  },
];

type TransferTableProps = {
  first: ListPage<TransferView> | undefined;
  filters: TransferFilters;
  views: SavedView[];
  mayStart: boolean;
};

/** The log of transfers as a list. */
export function TransferTable(props: TransferTableProps) {
  return (
    <QueryProvider>
      <Transfers {...props} />
    </QueryProvider>
  );
}

function Transfers({ first, filters: offered, views, mayStart }: TransferTableProps) {
  const query = useTableQuery({ filters: filterNames, hidden: hiddenColumns });
  const { table, refresh } = useListPage({ noun: "transfers", path: "/api/transfers", query, first });
  const zone = useZone();
  const named = (name: string, label: string, from: readonly { id: string; name: string }[], least = 1) => ({
    name,
    label,
    options:
      from.length < least && query.chosen(name).length === 0
        ? []
        : from.map(({ id, name: text }) => ({ value: id, label: text })),
  });
  const filters: TableFilter[] = [
    ...fixedFilters,
    named("queue", "Queue", offered.queues),
    named("agent", "Agent", offered.agents),
    named("policy", "Policy", offered.policies, 2),
    named("skill", "Skill", offered.skills),
    named("connection", "Connection", offered.connections, 2),
    {
      name: "source",
      label: "Started from",
      options: Object.entries(SOURCE_WORDS).map(([value, label]) => ({ value, label })),
    },
    // Come with an address, not from a list.
    ...["call", "caller"].map((name) => ({
      name,
      label: name === "call" ? "Call" : "Caller",
      options: query.chosen(name).map((value) => ({ value, label: value })),
    })),
  ];
  return (
    <DataTable
      {...table}
      label="Transfers"
      columns={transferColumns}
      getRowId={(row) => row.id}
      rowHref={(row) => `/transfers/${row.id}`}
      query={query}
      filters={filters.filter(({ options }) => options.length > 0)}
      searchLabel={offered.byCaller ? "Call id, caller or words" : "Call id or words"}
      actions={
        <>
          <DateFilter query={query} periods={periodOptions(query.chosen("period"), zone)} />
          <SavedViews list="transfers" views={views} names={filterNames} />
          <ExportTransfers query={query} />
          <Button variant="ghost" onClick={refresh}>
            <RotateCw aria-hidden />
            Refresh
          </Button>
        </>
      }
      empty={
        <EmptyState
          kind="nothing-yet"
          title="No transfers yet"
          action={mayStart && <Link href="/transfers/start">Start a transfer</Link>}
        >
          Every call that is transferred leaves a row here when it has ended: where it went, and why.
        </EmptyState>
      }
    />
  );
}
