"use client";

import { PlainStepActions } from "#components/setup/step-actions.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { StepBodyProps } from "../use-handover-setup.ts";

/** Nothing to do here: Patchbay does it when the plan is applied. */
export function AutomaticStep({ step, setup }: StepBodyProps) {
  return (
    <div className="grid gap-4">
      <Callout kind={step.applied ? "good" : "info"} title={step.applied ? "Done" : "Nothing to type here"}>
        {step.applied
          ? "It is there as the plan said. A change shows up under Review and apply."
          : "Patchbay does this when you apply the plan. What it will do stands under Review and apply, before it happens."}
      </Callout>
      <PlainStepActions step={step} setup={setup} />
    </div>
  );
}
