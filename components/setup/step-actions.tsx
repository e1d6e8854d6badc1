"use client";

import type { ReactNode } from "react";
import { FormActions } from "../form/form-actions.tsx";
import { SubmitButton } from "../form/submit-button.tsx";
import { Button } from "../ui/button.tsx";
import type { StepProps } from "./use-setup.ts";

function Back({ step, setup }: StepProps) {
  const before = setup.neighbour(step, -1);
  if (!before) return null;
  return (
    <Button variant="ghost" onClick={() => setup.goTo(before.id)}>
      Back
    </Button>
  );
}

/** The end of a step that is a form; children are further ways to send it. */
export function FormStepActions({
  label = "Save and continue",
  children,
  ...props
}: StepProps & { label?: string; children?: ReactNode }) {
  return (
    <FormActions aside={<Back {...props} />}>
      <SubmitButton>{label}</SubmitButton>
      {children}
    </FormActions>
  );
}

/** The end of a step where nothing is typed. `isSecond`: something else at the step comes before going on. */
export function PlainStepActions({ step, setup, isSecond = false }: StepProps & { isSecond?: boolean }) {
  const next = setup.neighbour(step, 1);
  return (
    <FormActions aside={<Back step={step} setup={setup} />}>
      {next && (
        <Button
          variant={isSecond ? "secondary" : "primary"}
          onClick={async () => {
            await setup.refresh();
            setup.goTo(next.id);
          }}
        >
          Continue
        </Button>
      )}
    </FormActions>
  );
}
