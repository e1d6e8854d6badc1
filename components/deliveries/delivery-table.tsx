"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import RotateCw from "lucide-react/icons/rotate-cw";
import { SearchStop } from "#components/console/search-stop.tsx";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { DateFilter } from "#components/data-table/date-filter.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import {
  ENDPOINTS,
  endpointInWords,
  RESULTS,
  resultInWords,
  VERDICTS,
  verdictInWords,
} from "#lib/deliveries/mapping.ts";
import type { DeliveryFilters, DeliveryPage, DeliveryView, QueueHealth } from "#lib/deliveries/schema.ts";
import { eventInWords } from "#lib/handover/conversation/mapping.ts";
import { ResultMark, VerdictMark } from "./delivery-marks.tsx";
import { QueueHealthRow } from "./queue-health.tsx";
import { ReplayFailed } from "./replay-failed.tsx";

const filterNames = ["verdict", "result", "endpoint", "handover", "from", "to"];
const hidden = ["conversation", "attempts"];

const columns: Column<DeliveryView>[] = [
  {
    id: "what",
    header: "Delivery",
    cell: (row) => (
      <span className="sm:whitespace-nowrap">
        {row.kind ? eventInWords(row.kind) : endpointInWords(row.endpoint)}
      </span>
    ),
  },
  { id: "verdict", header: "Verdict", fixed: true, cell: (row) => <VerdictMark delivery={row} /> },
  { id: "result", header: "Result", fixed: true, cell: (row) => <ResultMark delivery={row} /> },
  {
    id: "endpoint",
    header: "Came by",
    wideOnly: true,
    cell: (row) => <span className="whitespace-nowrap">{endpointInWords(row.endpoint)}</span>,
  },
  {
    id: "handover",
    header: "Handover",
    wideOnly: true,
    cell: (row) =>
      row.providerName ? (
        <span className="block max-w-[20ch] truncate" title={row.providerName}>
          {row.providerName}
        </span>
      ) : (
        <span className="text-faint">unknown</span>
      ),
  },
  {
    id: "conversation",
    header: "Conversation",
    wideOnly: true,
    cell: (row) => row.conversationId && <Id value={row.conversationId} label="conversation id" chars={12} />,
  },
  { id: "attempts", header: "Tries", numeric: true, wideOnly: true, cell: (row) => row.attempts },
  {
    id: "note",
    header: "Remark",
    wideOnly: true,
    cell: (row) => (
      <span className="line-clamp-1 max-w-[28ch] text-muted" title={row.note ?? undefined}>
        {row.note}
      </span>
    ),
  },
  { id: "at", header: "When", cell: (row) => <Time at={row.at} className="text-muted" /> },
];

const choices = [
  {
    name: "verdict",
    label: "Verdict",
    options: VERDICTS.map((value) => ({ value, label: verdictInWords(value).word })),
  },
  {
    name: "result",
    label: "Result",
    options: RESULTS.map((value) => ({ value, label: resultInWords(value).word })),
  },
  {
    name: "endpoint",
    label: "Came by",
    options: ENDPOINTS.map((value) => ({ value, label: endpointInWords(value) })),
  },
];

type DeliveryTableProps = {
  first: DeliveryPage | undefined;
  filters: DeliveryFilters;
  health: QueueHealth;
  mayReplay: boolean;
};

/** The inbox: everything that came to the bridge, and how much of it is not carried out yet. */
export function DeliveryTable(props: DeliveryTableProps) {
  return (
    <QueryProvider>
      <Inbox {...props} />
    </QueryProvider>
  );
}

function Inbox({ first, filters: { handovers }, health: firstHealth, mayReplay }: DeliveryTableProps) {
  const query = useTableQuery({ filters: filterNames, hidden });
  const { page, table } = useListPage({ noun: "deliveries", path: "/api/deliveries", query, first });
  const client = useQueryClient();
  const { data: health } = useQuery({
    queryKey: queryKeys.deliveries.part("queue", "health"),
    queryFn: ({ signal }) => fetchJson<QueueHealth>("/api/deliveries/health", { signal }),
    initialData: firstHealth,
  });
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.deliveries.all });
  const byHandover = {
    name: "handover",
    label: "Handover",
    options: handovers.map(({ id, name }) => ({ value: id, label: name })),
  };
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <QueueHealthRow health={health} />
        {mayReplay && <ReplayFailed handovers={handovers} onDone={refresh} />}
      </div>
      <DataTable
        {...table}
        label="Deliveries"
        columns={columns}
        getRowId={(row) => String(row.id)}
        rowHref={(row) => `/activity/deliveries/${row.id}`}
        query={query}
        filters={handovers.length > 0 ? [...choices, byHandover] : choices}
        searchLabel="Delivery, conversation, message or request id"
        note={page?.searchedTo && <SearchStop at={page.searchedTo} upwards={query.api.newer !== undefined} />}
        actions={
          <>
            <DateFilter query={query} />
            <Button variant="ghost" onClick={refresh}>
              <RotateCw aria-hidden />
              Refresh
            </Button>
          </>
        }
        empty={
          <EmptyState kind="nothing-yet" title="No deliveries yet">
            Whatever CXone, Engage and the webchat send to Patchbay is listed here, refused calls included.
            The first one comes when CXone fetches its access token, or Engage asks what its source can do.
          </EmptyState>
        }
      />
    </div>
  );
}
