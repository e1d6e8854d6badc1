"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import type { TableQuery } from "#components/data-table/use-table-query.ts";
import type { Problem } from "#components/ui/error-state.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ListPage } from "#lib/api/schema.ts";

type ListPageOptions<Page> = {
  noun: keyof typeof queryKeys;
  /** The route that lists. */
  path: string;
  query: TableQuery;
  /** What the server listed for the address this page was opened with; spares the first question. */
  first: Page | undefined;
  /** Topics that say that a row is other than it was: the list is read again. */
  topics?: readonly string[];
};

const NONE: readonly string[] = [];

const broken: Problem = { title: "Something failed in this page", fix: "Reload the page." };

/** The page of a list that the address asks for, as props of a `DataTable`. Old rows stay until the new ones are there. */
export function useListPage<Page extends ListPage<unknown>>({
  noun,
  path,
  query,
  first,
  topics = NONE,
}: ListPageOptions<Page>) {
  const client = useQueryClient();
  const readAgain = () =>
    client.invalidateQueries({ queryKey: queryKeys[noun].all }, { cancelRefetch: false });
  useLiveTopics(topics, () => void readAgain());
  const asked = JSON.stringify(query.api);
  const [opened] = useState(() => ({ asked, atMs: Date.now() }));
  const answer = useQuery({
    // The same noun may be listed at several places: once per connection.
    queryKey: queryKeys[noun].list({ path, ...query.api }),
    queryFn: ({ signal }) => fetchJson<Page>(path, { query: query.api, signal }),
    placeholderData: keepPreviousData,
    initialData: asked === opened.asked ? first : undefined,
    initialDataUpdatedAt: opened.atMs,
  });
  const { data, error } = answer;
  return {
    page: data,
    refresh: () => void answer.refetch(),
    readAgain,
    table: {
      rows: data?.items as Page["items"] | undefined,
      cursors: data && { newer: data.newer, older: data.older },
      problem: error && (error instanceof ProblemError ? explain(error) : broken),
      // An address that cannot be read stays so.
      onRetry: isUnreadable(error) ? undefined : () => void answer.refetch(),
      refreshing: answer.isFetching,
    },
  };
}

const isUnreadable = (error: Error | null) => error instanceof ProblemError && error.status === 400;

/** All that this page asks for stands in its address: a question that cannot be read is an address that was cut or mistyped. */
function explain(error: ProblemError): Problem {
  if (!isUnreadable(error)) return error;
  // Of several values of a filter it does not matter which one is wrong.
  const wrong = Object.entries(error.fields).map(
    ([at, message]) => `${at.replace(/\.\d+$/, "")}: ${message}`,
  );
  return {
    title: "This address cannot be read",
    detail: wrong.join(" "),
    fix: "Open the list from the navigation and choose again.",
    requestId: error.requestId,
  };
}
