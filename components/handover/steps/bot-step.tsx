"use client";

import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import type { BotInput } from "#lib/handover/schema.ts";
import type { StepBodyProps } from "../use-setup.ts";
import { FormStepActions } from "./step-actions.tsx";

const BOTS = [
  {
    value: "demo",
    label: "Demo bot",
    note: "Built in. Answers a few questions and offers a person when somebody asks for one.",
  },
];

export function BotStep({ step, setup }: StepBodyProps) {
  return (
    <Form<BotInput>
      defaultValues={{ adapter: "demo" }}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Bot"
    >
      <RadioCardsField name="adapter" label="Which bot talks before a person does?" options={BOTS} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}
