"use client";

import { CheckList } from "#components/setup/check-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { ProblemError } from "#lib/api/fetch-json.ts";
import { toCheckResult } from "./setup-mapping.ts";
import type { StepBodyProps } from "./use-setup.ts";

/** The live checks of a step. */
export function StepChecks({ step, setup: { checks } }: StepBodyProps) {
  return (
    <Section
      title="Checks"
      actions={
        <Button size="sm" loading={checks.isPending} onClick={() => checks.mutate(step.id)}>
          Run checks
        </Button>
      }
    >
      <div aria-live="polite" className="grid gap-2">
        {checks.error instanceof ProblemError && <ErrorState problem={checks.error} />}
        <CheckList checks={step.checks.map((check) => toCheckResult(check))} />
      </div>
    </Section>
  );
}
