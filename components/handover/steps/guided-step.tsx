"use client";

import { Callout } from "#components/ui/callout.tsx";
import type { StepBodyProps } from "../use-setup.ts";
import { PlainStepActions } from "./step-actions.tsx";
import { StepGuide } from "./step-guide.tsx";

/** Something a person does in the other system; the check tells whether it worked. */
export function GuidedStep({ step, setup }: StepBodyProps) {
  return (
    <div className="grid gap-4">
      {step.todo && step.status !== "done" && <Callout kind="waiting">{step.todo}</Callout>}
      <StepGuide step={step} />
      <PlainStepActions step={step} setup={setup} />
    </div>
  );
}
