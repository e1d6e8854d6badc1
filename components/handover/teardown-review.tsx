"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { PlanView } from "#components/setup/plan-view.tsx";
import { toPlanLines } from "#components/setup/setup-mapping.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { PlanView as Plan, RunView } from "#lib/setup/schema.ts";
import { TypeTheName } from "./type-the-name.tsx";

type TeardownReviewProps = {
  /** The contact centre as people call it. */
  system: string;
  handoverId: string;
  name: string;
  /** The failed run to take back; without it the whole handover goes. */
  undoRunId?: string;
  /** The name must be typed before something goes that serves callers. */
  live: boolean;
};

/** The plan of a removal, before anything happens; carrying it out leads to its run. */
export function TeardownReview({ system, handoverId, name, undoRunId, live }: TeardownReviewProps) {
  const router = useRouter();
  const base = `/api/handovers/${handoverId}`;
  const [plan, setPlan] = useState<Plan | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [working, setWorking] = useState(false);
  const [ready, setReady] = useState(!live);
  const asked = useRef(false);

  const attempt = async (deed: () => Promise<void>) => {
    setProblem(null);
    setWorking(true);
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    } finally {
      setWorking(false);
    }
  };
  const makePlan = () =>
    attempt(async () => {
      const body = undoRunId ? { intent: "undo", undoRunId } : { intent: "teardown" };
      setPlan(await fetchJson<Plan>(`${base}/plan`, { body }));
    });
  const carryOut = () =>
    attempt(async () => {
      if (plan && plan.applicable > 0) {
        const run = await fetchJson<RunView>(`${base}/runs`, { body: { planId: plan.id } });
        router.push(`/handovers/${handoverId}/runs/${run.id}`);
        return;
      }
      await fetchJson(base, { method: "DELETE" });
      router.push("/handovers");
      router.refresh();
    });

  // Once, also when the effect runs twice in development.
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void makePlan();
  });

  const removed = plan?.lines.filter((line) => line.action === "delete").length ?? 0;
  const nothing = plan !== null && removed === 0;
  return (
    <div className="grid gap-4">
      {problem && (
        <ErrorState
          problem={problem}
          actions={
            <Button size="sm" onClick={makePlan}>
              Plan again
            </Button>
          }
        />
      )}
      {!plan && !problem && <Skeleton className="h-40" />}
      {plan && plan.lines.length > 0 && <PlanView lines={toPlanLines(plan)} />}
      {nothing && (
        <Callout>
          {undoRunId
            ? "This run made nothing that is still there."
            : `Patchbay has made nothing in ${system} for this handover. Deleting it forgets its set-up; its conversations stay readable.`}
        </Callout>
      )}
      {plan && !(nothing && undoRunId) && (
        <form
          className="grid justify-items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !working) void carryOut();
          }}
        >
          {live && <TypeTheName name={name} onReady={setReady} />}
          <Button type="submit" variant="danger" loading={working} disabled={!ready}>
            {nothing ? `Delete ${name}` : removalLabel(removed)}
          </Button>
        </form>
      )}
    </div>
  );
}

const removalLabel = (count: number) => (count === 1 ? "Remove 1 object" : `Remove ${count} objects`);
