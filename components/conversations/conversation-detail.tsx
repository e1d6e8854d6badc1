"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { toProblem } from "#components/form/apply-problem.ts";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonLines } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ConversationView } from "#lib/handover/conversation/schema.ts";
import { ConversationFacts } from "./conversation-facts.tsx";
import { ConversationStateMark } from "./conversation-state.tsx";
import { Deliveries } from "./deliveries.tsx";
import { ResumeConversation } from "./resume-conversation.tsx";
import { Transcript } from "./transcript.tsx";
import { useLiveTopics } from "./use-live-topics.ts";

const crumbs = [{ label: "Conversations", href: "/conversations" }];

/** One conversation, live: who said what, what was brought to the contact centre, and what is stuck. */
export function ConversationDetail({ id }: { id: string }) {
  const client = useQueryClient();
  const queryKey = queryKeys.conversations.one(id);
  useLiveTopics([`conversation:${id}`], () => client.invalidateQueries({ queryKey }));
  const { data, error, refetch, isFetching } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<ConversationView>(`/api/conversations/${id}`, { signal }),
  });

  if (!data) {
    return (
      <>
        <PageHeader title="Conversation" breadcrumb={crumbs} />
        {error ? (
          <ErrorState problem={toProblem(error)} onRetry={() => refetch()} retrying={isFetching} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={data.visitorName ?? "Visitor"}
        breadcrumb={crumbs}
        state={
          <>
            <ConversationStateMark conversation={data} pill />
            {data.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={
          <>
            {data.providerName} · began <Time at={data.createdAt} />
          </>
        }
      />
      {data.parkedAt && (
        <Callout
          kind="bad"
          title="This conversation is parked"
          className="mb-6"
          actions={data.mayResume && <ResumeConversation id={id} />}
        >
          <p>{data.parkedReason}</p>
          {data.maySeeDeliveries && (
            <p>
              <Link href={`/activity/deliveries?q=${id}&result=parked`}>Open what is stuck</Link>
            </p>
          )}
          <p className="text-muted">
            Stopped <Time at={data.parkedAt} />. What the visitor writes is kept and goes out in order when it
            is tried again; other conversations are not held up.
          </p>
        </Callout>
      )}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Transcript conversation={data} />
        <div className="min-w-0 space-y-6">
          <ConversationFacts conversation={data} />
          <Deliveries events={data.events} linked={data.maySeeDeliveries} />
        </div>
      </div>
    </>
  );
}
