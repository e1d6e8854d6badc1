"use client";

import { Callout } from "../ui/callout.tsx";
import { PlainStepActions } from "./step-actions.tsx";
import { StepGuide } from "./step-guide.tsx";
import type { StepProps } from "./use-setup.ts";

/** Something a person does in the other system; the check tells whether it worked. */
export function GuidedStep({ step, setup }: StepProps) {
  return (
    <div className="grid gap-4">
      {step.todo && step.status !== "done" && <Callout kind="waiting">{step.todo}</Callout>}
      <StepGuide step={step} />
      <PlainStepActions step={step} setup={setup} />
    </div>
  );
}
