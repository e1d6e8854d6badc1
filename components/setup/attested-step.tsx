"use client";

import type { ReactNode } from "react";
import { Form } from "../form/form.tsx";
import { FormActions } from "../form/form-actions.tsx";
import { SubmitButton } from "../form/submit-button.tsx";
import { TextField } from "../form/text-field.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Time } from "../ui/time.tsx";
import { PlainStepActions } from "./step-actions.tsx";
import { StepGuide } from "./step-guide.tsx";
import type { StepProps } from "./use-setup.ts";

type AttestedStepProps = StepProps & {
  /** Where it is done, as people call it. */
  system: string;
  /** What to press at the end there. */
  press: string;
  /** Stands on a page of its own, without the way to the next step. */
  isAlone?: boolean;
  /** More to see before it is ticked. */
  children?: ReactNode;
};

/** No API sees it: the person says that it is done, and what shows it. */
export function AttestedStep({ step, setup, system, press, isAlone = false, children }: AttestedStepProps) {
  return (
    <div className="grid gap-4">
      <StepGuide step={step}>{press}</StepGuide>
      {children}
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
      {!isAlone && <PlainStepActions step={step} setup={setup} isSecond={!step.attested} />}
    </div>
  );
}
