"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { applyLabel } from "#components/setup/plan.ts";
import { PlanView } from "#components/setup/plan-view.tsx";
import { toPlanLines } from "#components/setup/setup-mapping.ts";
import { PlainStepActions } from "#components/setup/step-actions.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { PlanView as Plan, RunView } from "#lib/setup/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

/** The plan, before anything happens; applying it leads to its run. */
export function ReviewStep({ step, setup }: StepBodyProps) {
  const router = useRouter();
  const { base, handoverId } = setup;
  const plan = useMutation({
    mutationFn: () => fetchJson<Plan>(`${base}/plan`, { body: { intent: "apply" } }),
  });
  const apply = useMutation({
    mutationFn: (planId: string) => fetchJson<RunView>(`${base}/runs`, { body: { planId } }),
    onSuccess: (run) => router.push(`/handovers/${handoverId}/runs/${run.id}`),
  });
  const { mutate: makePlan } = plan;
  // A plan is only worth reading when it is fresh.
  useEffect(() => makePlan(), [makePlan]);

  const stale = apply.error instanceof ProblemError && apply.error.status === 409;
  const planAgain = () => {
    apply.reset();
    makePlan();
  };
  const lines = plan.data ? toPlanLines(plan.data) : [];
  return (
    <div className="grid gap-4">
      {plan.error instanceof ProblemError && (
        <ErrorState problem={plan.error} onRetry={planAgain} retrying={plan.isPending} />
      )}
      {apply.error instanceof ProblemError && (
        <ErrorState
          problem={apply.error}
          actions={
            stale && (
              <Button size="sm" onClick={planAgain}>
                Plan again
              </Button>
            )
          }
        />
      )}
      {plan.isPending && <Skeleton className="h-48" />}
      {plan.data && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2 text-muted text-sm">
            <p>
              Planned <Time at={plan.data.createdAt} />
            </p>
            <Button size="sm" variant="ghost" onClick={planAgain}>
              Plan again
            </Button>
          </div>
          <PlanView lines={lines} />
          {plan.data.applicable > 0 ? (
            <div>
              <Button
                variant="primary"
                loading={apply.isPending || apply.isSuccess}
                onClick={() => plan.data && apply.mutate(plan.data.id)}
              >
                {applyLabel(lines)}
              </Button>
            </div>
          ) : (
            <Callout kind="good" title="Nothing to apply">
              {SYSTEM_NAMES[setup.kind]} is as the plan says. What is left is done by hand.
            </Callout>
          )}
        </>
      )}
      <PlainStepActions step={step} setup={setup} />
    </div>
  );
}
