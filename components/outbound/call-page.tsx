"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { Facts } from "#components/console/facts.tsx";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { ClockTime } from "#components/transfers/timeline/clock-time.tsx";
import { Lines } from "#components/transfers/timeline/lines.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CallsLink } from "#components/ui/calls-link.tsx";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { OutboundCallDetail } from "#lib/outbound/schema.ts";
import { CallState, EVENT_LOOKS, OUTCOME_LOOKS } from "./call-looks.tsx";

const none = <span className="text-faint">none</span>;

/** One call, live while it is open: how it stands and every step of its way. */
export function CallPage({ first, mayCall }: { first: OutboundCallDetail; mayCall: boolean }) {
  const client = useQueryClient();
  const queryKey = queryKeys.outbound.one(first.id);
  const { data: call = first } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<OutboundCallDetail>(`/api/outbound-calls/${first.id}`, { signal }),
    initialData: first,
  });
  useLiveTopics([`outbound:${first.id}`], () => client.invalidateQueries({ queryKey }));
  const ended = call.outcome !== null;
  return (
    <>
      <PageHeader
        title={`${call.agent.name} → ${call.contact?.name ?? call.phoneNumber}`}
        breadcrumb={[{ label: "Personal Connection", href: "/outbound" }]}
        state={<CallState phase={call.phase} outcome={call.outcome} pill />}
        note={
          <>
            <ClockTime at={call.at} withOffset />
            {call.reason && ` · ${call.reason}`}
          </>
        }
        actions={
          mayCall &&
          ended && (
            <Button asChild>
              <NextLink href={`/outbound/new?again=${call.id}`}>Call again</NextLink>
            </Button>
          )
        }
      />
      {(call.phase === "unknown" || call.outcome === "unknown") && (
        <Callout kind="warning" title="It is not known whether this call was placed" className="mb-4">
          {ended
            ? "CXone never showed it. Ask the agent before you call again: the customer may have been rung."
            : "The answer was lost, so CXone is asked for the call. It is not dialled again by itself."}
        </Callout>
      )}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <CallTimeline call={call} />
        <Section title="Details">
          <Facts
            className="p-3"
            facts={[
              [
                "Number",
                <span key="number" className="tabular-nums">
                  {call.phoneNumber}
                </span>,
              ],
              ["Contact", call.contact ? (call.contact.name ?? call.contact.id) : none],
              ["Agent", call.agent.name],
              ["Campaign", call.campaign.name],
              ["Outcome", call.outcome ? OUTCOME_LOOKS[call.outcome].word : "Not yet"],
              ["Disposition", call.disposition ?? none],
              ["Talked", call.talkMs === null ? none : <Duration key="talk" ms={call.talkMs} />],
              ["Connection", call.connection.name],
              ["Placed by", call.by],
              ["Placed", <Time key="at" at={call.at} />],
              [
                "CXone’s id",
                call.vendorRequestId ? (
                  <Id key="vendor" value={call.vendorRequestId} label="id at CXone" chars={14} />
                ) : (
                  none
                ),
              ],
              [
                "Request",
                <span key="request" className="inline-flex flex-wrap items-center gap-x-3">
                  <Id value={call.requestId} label="request id" chars={14} />
                  <CallsLink requestId={call.requestId} />
                </span>,
              ],
            ]}
          />
          {Object.keys(call.data).length > 0 && (
            <div className="border-line border-t p-3">
              <CodeBlock label="Context" value={call.data} />
            </div>
          )}
        </Section>
      </div>
    </>
  );
}

function CallTimeline({ call }: { call: OutboundCallDetail }) {
  const lines = call.timeline.map(({ at, kind, text }) => {
    const { word, kind: mark } = EVENT_LOOKS[kind];
    const isEnd = kind === "ended" && call.outcome;
    return { key: `${at} ${kind} ${text}`, at, mark: isEnd ? OUTCOME_LOOKS[isEnd].kind : mark, word, text };
  });
  return <Lines lines={lines} live={call.outcome === null} />;
}
