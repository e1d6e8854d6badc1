"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Time } from "#components/ui/time.tsx";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { StepBodyProps } from "../use-setup.ts";
import { PlainStepActions } from "./step-actions.tsx";
import { StepGuide } from "./step-guide.tsx";

/** No API sees it: the person says that it is done, and what shows it. */
export function AttestedStep({ step, setup }: StepBodyProps) {
  const system = SYSTEM_NAMES[setup.kind];
  return (
    <div className="grid gap-4">
      <StepGuide step={step}>
        {setup.kind === "cxone"
          ? "Press Update Role Permissions in CXone when the permissions are ticked."
          : "Press Save in Engage when it is set as it stands here."}
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
          label={step.title}
        >
          <TextField
            name="evidence"
            label="What shows it"
            optional
            help="A ticket, a name, a date: for whoever looks here later."
          />
          <FormActions>
            <SubmitButton>It is done in {system}</SubmitButton>
          </FormActions>
        </Form>
      )}
      <PlainStepActions step={step} setup={setup} />
    </div>
  );
}
