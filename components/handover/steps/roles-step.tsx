"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Time } from "#components/ui/time.tsx";
import type { StepBodyProps } from "../use-setup.ts";
import { PlainStepActions } from "./step-actions.tsx";
import { StepGuide } from "./step-guide.tsx";

/** No API sees role permissions: the person says that it is done, and what shows it. */
export function RolesStep({ step, setup }: StepBodyProps) {
  return (
    <div className="grid gap-4">
      <StepGuide step={step}>
        Press Update Role Permissions in CXone when the permissions are ticked.
      </StepGuide>
      {step.attested ? (
        <Callout
          kind="good"
          title="Ticked as done"
          actions={
            <Button size="sm" onClick={() => setup.attest(step, false, "")}>
              Take it back
            </Button>
          }
        >
          By {step.attested.by}, <Time at={step.attested.at} />. {step.attested.evidence}
        </Callout>
      ) : (
        <Form
          defaultValues={{ evidence: "" }}
          onSubmit={({ evidence }) => setup.attest(step, true, evidence)}
          guard={false}
          label="Role permissions"
        >
          <TextField
            name="evidence"
            label="What shows it"
            optional
            help="A ticket, a name, a date: for whoever looks here later."
          />
          <FormActions>
            <SubmitButton>It is done in CXone</SubmitButton>
          </FormActions>
        </Form>
      )}
      <PlainStepActions step={step} setup={setup} />
    </div>
  );
}
