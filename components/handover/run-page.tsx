"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { QueryProvider } from "#components/query-provider.tsx";
import { RunState, RunView as RunSteps } from "#components/setup/run-view.tsx";
import { toRunStep } from "#components/setup/setup-mapping.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { ByHandView, RunView } from "#lib/setup/schema.ts";
import { RunEnd } from "./run-end.tsx";

const TITLES: Record<RunView["intent"], string> = { apply: "Apply", teardown: "Teardown", undo: "Undo" };
const POLL_MS = 1_000;
const isOver = (run: RunView | undefined) => run?.state === "done" || run?.state === "failed";

type RunPageProps = {
  kind: HandoverKind;
  handoverId: string;
  handoverName: string;
  initial: RunView;
  /** What the set-up asks of a person next; null when nothing. */
  next: string | null;
  byHand: readonly ByHandView[];
  mayAct: boolean;
};

/** A run while it happens and afterwards; its address can be shared. */
export function RunPage(props: RunPageProps) {
  return (
    <QueryProvider>
      <Run {...props} />
    </QueryProvider>
  );
}

function Run({ kind, handoverId, handoverName, initial, next, byHand, mayAct }: RunPageProps) {
  const client = useQueryClient();
  const router = useRouter();
  const key = queryKeys.runs.one(initial.id);
  const path = `/api/handovers/runs/${initial.id}`;
  const { data: run, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson<RunView>(path, { signal }),
    initialData: initial,
    refetchInterval: (query) => (isOver(query.state.data) ? false : POLL_MS),
  });
  const retry = useMutation({
    mutationFn: () => fetchJson<RunView>(`${path}/retry`, { method: "POST" }),
    onSuccess: (fresh) => client.setQueryData(key, fresh),
  });
  // What is left to do is known to the server, and is other once the run has ended.
  const over = isOver(run);
  const wasOver = useRef(over);
  useEffect(() => {
    if (over && !wasOver.current) router.refresh();
    wasOver.current = over;
  }, [over, router]);
  const steps = run.steps.map((step) => toRunStep(step, run.requestId));
  return (
    <>
      <PageHeader
        title={TITLES[run.intent]}
        breadcrumb={[
          { label: "Handovers", href: "/handovers" },
          { label: handoverName, href: `/handovers/${handoverId}` },
        ]}
        state={<RunState steps={steps} />}
        note={
          <>
            Asked for by {run.requestedBy}, <Time at={run.createdAt} /> · request{" "}
            <Id value={run.requestId} label="request id" />
          </>
        }
      />
      <div className="grid max-w-3xl gap-4">
        {error instanceof ProblemError && <ErrorState problem={error} />}
        {retry.error instanceof ProblemError && <ErrorState problem={retry.error} />}
        <RunSteps
          steps={steps}
          action={() =>
            run.state === "failed" &&
            mayAct && (
              <Button size="sm" loading={retry.isPending} onClick={() => retry.mutate()}>
                Retry this step
              </Button>
            )
          }
        />
        <RunEnd kind={kind} handoverId={handoverId} run={run} next={next} byHand={byHand} mayAct={mayAct} />
      </div>
    </>
  );
}
