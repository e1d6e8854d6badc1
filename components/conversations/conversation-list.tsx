"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { toProblem } from "#components/form/apply-problem.ts";
import { CENTRE_NAMES } from "#components/handover/centre-name.ts";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import { CONVERSATION_STATES, stateInWords } from "#lib/handover/conversation/mapping.ts";
import type { ConversationPage, ConversationRow } from "#lib/handover/conversation/schema.ts";
import { ConversationStateMark } from "./conversation-state.tsx";
import { useLiveTopics } from "./use-live-topics.ts";

const columns: readonly Column<ConversationRow>[] = [
  {
    id: "visitor",
    header: "Visitor",
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        {row.visitorName ?? "Visitor"}
        {row.environment === "sandbox" && <SandboxBadge />}
      </span>
    ),
  },
  { id: "state", header: "State", fixed: true, cell: (row) => <ConversationStateMark conversation={row} /> },
  {
    id: "last",
    header: "Last message",
    wideOnly: true,
    cell: (row) => <span className="line-clamp-1 max-w-[48ch] text-muted">{row.lastText}</span>,
  },
  { id: "handover", header: "Handover", wideOnly: true, cell: (row) => row.providerName },
  { id: "centre", header: "Contact centre", wideOnly: true, cell: (row) => CENTRE_NAMES[row.kind] },
  { id: "agent", header: "Agent", wideOnly: true, cell: (row) => row.agentName },
  { id: "moved", header: "Moved", fixed: true, cell: (row) => <Time at={row.lastMessageAt} /> },
];

const filters = [
  {
    name: "centre",
    label: "Contact centre",
    options: Object.entries(CENTRE_NAMES).map(([value, label]) => ({ value, label })),
  },
  {
    name: "state",
    label: "State",
    options: [
      { value: "parked", label: "Parked" },
      ...CONVERSATION_STATES.map((state) => ({ value: state, label: stateInWords(state, false).word })),
    ],
  },
];

/** All conversations, live: the one that moved last on top. */
export function ConversationList() {
  const query = useTableQuery({ filters: ["centre", "state", "handover"] });
  const client = useQueryClient();
  useLiveTopics(["conversations"], () => client.invalidateQueries({ queryKey: queryKeys.conversations.all }));
  const { sort: _fixed, ...asked } = query.api;
  const page = useQuery({
    queryKey: queryKeys.conversations.list(asked),
    queryFn: ({ signal }) => fetchJson<ConversationPage>("/api/conversations", { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <DataTable
      label="Conversations"
      columns={columns}
      rows={page.data?.items}
      getRowId={(row) => row.id}
      rowHref={(row) => `/conversations/${row.id}`}
      query={query}
      filters={filters}
      searchLabel="Search names, ids and words"
      cursors={page.data}
      problem={page.error ? toProblem(page.error) : null}
      onRetry={() => page.refetch()}
      refreshing={page.isPlaceholderData}
      empty={
        <EmptyState kind="nothing-yet" title="No conversations yet">
          They appear here when somebody writes in the webchat of a handover.
        </EmptyState>
      }
    />
  );
}
