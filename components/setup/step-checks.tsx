"use client";

import { ProblemError } from "#lib/api/fetch-json.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { CheckList } from "./check-list.tsx";
import { toCheckResult } from "./setup-mapping.ts";
import type { StepProps } from "./use-setup.ts";

/** The live checks of a step. */
export function StepChecks({ step, setup: { checks }, mayAct = true }: StepProps & { mayAct?: boolean }) {
  return (
    <Section
      title="Checks"
      actions={
        mayAct && (
          <Button size="sm" loading={checks.isPending} onClick={() => checks.mutate(step.id)}>
            Run checks
          </Button>
        )
      }
    >
      <div aria-live="polite" className="grid gap-2">
        {checks.error instanceof ProblemError && <ErrorState problem={checks.error} />}
        <CheckList checks={step.checks.map((check) => toCheckResult(check))} />
      </div>
    </Section>
  );
}
