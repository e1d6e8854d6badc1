"use client";

import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import type { StepBodyProps } from "../use-setup.ts";

function Back({ step, setup }: StepBodyProps) {
  const before = setup.neighbour(step, -1);
  if (!before) return null;
  return (
    <Button variant="ghost" onClick={() => setup.goTo(before.id)}>
      Back
    </Button>
  );
}

/** The end of a step that is a form. */
export function FormStepActions({
  label = "Save and continue",
  ...props
}: StepBodyProps & { label?: string }) {
  return (
    <FormActions aside={<Back {...props} />}>
      <SubmitButton>{label}</SubmitButton>
    </FormActions>
  );
}

/** The end of a step where nothing is typed. */
export function PlainStepActions({ step, setup }: StepBodyProps) {
  const next = setup.neighbour(step, 1);
  return (
    <FormActions aside={<Back step={step} setup={setup} />}>
      {next && (
        <Button
          variant="primary"
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
