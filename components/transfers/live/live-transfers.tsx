"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { LiveAnswer } from "#lib/transfers/run/schema.ts";
import { hiddenColumns, liveColumns } from "./live-columns.tsx";
import { VoiceUpstream } from "./voice-upstream.tsx";

/** Breakers are not told of by the server as they change. */
const AGAIN_MS = 5_000;

type LiveTransfersProps = { first: LiveAnswer | undefined; mayStart: boolean };

/** Transfers that are under way, as they move, and how the contact centres that they go through are doing. */
export function LiveTransfers({ first, mayStart }: LiveTransfersProps) {
  const query = useTableQuery({ filters: ["connection", "policy"], hidden: hiddenColumns });
  const client = useQueryClient();
  const { q, connection, policy } = query.api as Record<string, string | undefined>;
  const asked = { q, connection, policy };
  // Many may move at once: what is already being asked is not asked anew.
  useLiveTopics(["transfers"], () =>
    client.invalidateQueries({ queryKey: queryKeys.transfers.all }, { cancelRefetch: false }),
  );
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: queryKeys.transfers.list({ live: true, ...asked }),
    queryFn: ({ signal }) => fetchJson<LiveAnswer>("/api/transfers/live", { query: asked, signal }),
    placeholderData: keepPreviousData,
    initialData: query.isFiltered ? undefined : first,
    refetchInterval: AGAIN_MS,
  });
  return (
    <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <DataTable
        label="Open transfers"
        columns={liveColumns}
        rows={data?.transfers}
        getRowId={(row) => row.id}
        rowHref={(row) => `/transfers/${row.id}`}
        query={query}
        filters={[
          { name: "connection", label: "Connection", options: optionsOf(data?.filters.connections) },
          { name: "policy", label: "Policy", options: optionsOf(data?.filters.policies) },
        ]}
        searchLabel="Search calls and people"
        problem={error ? toProblem(error) : null}
        onRetry={() => void refetch()}
        refreshing={isPlaceholderData}
        note={data?.more ? `The ${data.transfers.length} oldest are shown.` : undefined}
        empty={
          <EmptyState
            kind="nothing-yet"
            title="No transfer is under way"
            action={
              mayStart && (
                <Button asChild>
                  <NextLink href="/transfers/start">Start a transfer</NextLink>
                </Button>
              )
            }
          >
            What has ended is in the <Link href="/transfers/log">transfer log</Link>.
          </EmptyState>
        }
      />
      <VoiceUpstream centres={data?.upstream} />
    </div>
  );
}

const optionsOf = (named: readonly { id: string; name: string }[] | undefined) =>
  (named ?? []).map(({ id, name }) => ({ value: id, label: name }));
