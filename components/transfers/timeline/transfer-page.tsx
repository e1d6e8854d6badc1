"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { TransferDetail } from "#lib/transfers/run/schema.ts";
import { OutcomeState } from "../outcome.tsx";
import { PhaseState } from "../phase-state.tsx";
import { CancelTransfer } from "./cancel-transfer.tsx";
import { ClockTime } from "./clock-time.tsx";
import { Metrics } from "./metrics.tsx";
import { Timeline } from "./timeline.tsx";
import { TransferFacts } from "./transfer-facts.tsx";

type TransferPageProps = { first: TransferDetail; mayAct: boolean };

/** One transfer, live while it is open: the line from caller to target, how it stands, and every step of the way. */
export function TransferPage({ first, mayAct }: TransferPageProps) {
  const { id } = first;
  const client = useQueryClient();
  const queryKey = queryKeys.transfers.one(id);
  const { data = first } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<TransferDetail>(`/api/transfers/${id}`, { signal }),
    initialData: first,
  });
  useLiveTopics([`transfer:${id}`], () => client.invalidateQueries({ queryKey }));
  const { open, outcome, policy, connection } = data;
  const replayHref = policy.href ? `${policy.href}?replay=${id}` : data.dialect && `/transfers/${id}/replay`;
  return (
    <>
      <PageHeader
        title={`${data.caller ?? `Call ${data.callId}`} → ${data.target}`}
        breadcrumb={
          open
            ? [{ label: "Open transfers", href: "/transfers/live" }]
            : [{ label: "Transfer log", href: "/transfers/log" }]
        }
        state={
          <>
            {open ? <PhaseState {...open} pill /> : outcome && <OutcomeState outcome={outcome} pill />}
            {connection?.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={
          <>
            <ClockTime at={data.at} withOffset />
            {!open && (
              <>
                {" · "}
                <Duration ms={data.durationMs} />
              </>
            )}
            {data.reason && ` · ${data.reason.text}`}
          </>
        }
        actions={
          mayAct && (
            <>
              {replayHref && (
                <Button asChild>
                  <NextLink href={replayHref}>Replay in simulator</NextLink>
                </Button>
              )}
              {open && !open.cancelBy && open.phase !== "closing" && <CancelTransfer id={id} />}
            </>
          )
        }
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Timeline events={data.timeline} open={open !== null} policyHref={policy.href ?? undefined} />
        <div className="grid min-w-0 content-start gap-6">
          <TransferFacts transfer={data} />
          <Metrics transfer={data} />
        </div>
      </div>
    </>
  );
}
