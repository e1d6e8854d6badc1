"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { PlanView } from "#components/setup/plan-view.tsx";
import { toPlanLines } from "#components/setup/setup-mapping.ts";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
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
  const { busy, problem, run } = useAttempt();
  const [ready, setReady] = useState(!live);
  const asked = useRef(false);

  const makePlan = () =>
    run("plan", async () => {
      const body = undoRunId ? { intent: "undo", undoRunId } : { intent: "teardown" };
      setPlan(await fetchJson<Plan>(`${base}/plan`, { body }));
    });
  const carryOut = () =>
    run("carry out", async () => {
      if (plan && plan.applicable > 0) {
        const begun = await fetchJson<RunView>(`${base}/runs`, { body: { planId: plan.id } });
        router.push(`/handovers/${handoverId}/runs/${begun.id}`);
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
            if (ready && busy === null) void carryOut();
          }}
        >
          {live && <TypeTheName name={name} onReady={setReady} />}
          <Button type="submit" variant="danger" loading={busy !== null} disabled={!ready}>
            {nothing ? `Delete ${name}` : removalLabel(removed)}
          </Button>
        </form>
      )}
    </div>
  );
}

const removalLabel = (count: number) => (count === 1 ? "Remove 1 object" : `Remove ${count} objects`);
