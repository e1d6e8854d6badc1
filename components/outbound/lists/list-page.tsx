"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Facts } from "#components/console/facts.tsx";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { ListView, RejectedPage } from "#lib/outbound/lists/schema.ts";
import type { OutboundCallView } from "#lib/outbound/schema.ts";
import { OUTCOMES } from "#lib/outbound/state.ts";
import { OUTCOME_LOOKS } from "../call-looks.tsx";
import { ListActions } from "./list-actions.tsx";
import { ListStateLook } from "./list-looks.tsx";
import { ListRows } from "./list-rows.tsx";
import { RejectedRows } from "./rejected-rows.tsx";

type CallListPageProps = {
  first: ListView;
  rows: ListPage<OutboundCallView> | undefined;
  rejected: RejectedPage;
  mayCall: boolean;
};

/** One call list, live: how many rows stand how, a result per row, and the rows that cannot be called. */
export function CallListPage({ first, rows, rejected, mayCall }: CallListPageProps) {
  const client = useQueryClient();
  const queryKey = queryKeys.outbound.part("lists", first.id);
  const { data: list = first } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<ListView>(`/api/outbound-lists/${first.id}`, { signal }),
    initialData: first,
  });
  useLiveTopics(["outbound"], () =>
    client.invalidateQueries({ queryKey: queryKeys.outbound.all }, { cancelRefetch: false }),
  );
  const { counts } = list;
  const number = (count: number) => count.toLocaleString("en-GB");
  return (
    <>
      <PageHeader
        title={list.name}
        breadcrumb={[
          { label: "Personal Connection", href: "/outbound" },
          { label: "Call lists", href: "/outbound/lists" },
        ]}
        state={<ListStateLook state={list.state} pill />}
        note={
          <>
            {list.campaign.name} · {list.connection.name} · {list.changedBy} <Time at={list.changedAt} />
          </>
        }
        actions={
          mayCall && (
            <ListActions
              list={list}
              onChanged={(changed) => {
                client.setQueryData(queryKey, changed);
                void client.invalidateQueries({ queryKey: queryKeys.outbound.all });
              }}
            />
          )
        }
      />
      <div className="grid gap-6">
        <Section title="Results">
          <Facts
            className="p-3"
            facts={[
              ["Calls", number(list.rows)],
              ["Waiting", number(counts.waiting)],
              ["Under way", number(counts.underWay)],
              ...OUTCOMES.filter((outcome) => counts[outcome] > 0).map(
                (outcome) => [OUTCOME_LOOKS[outcome].word, number(counts[outcome])] as const,
              ),
              ["Cannot be called", number(list.rejected)],
            ]}
          />
        </Section>
        <ListRows listId={list.id} first={rows} />
        {rejected.items.length > 0 && <RejectedRows list={list} first={rejected} />}
      </div>
    </>
  );
}
