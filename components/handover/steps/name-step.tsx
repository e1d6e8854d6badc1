"use client";

import { Form } from "#components/form/form.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CreateHandoverInput, NameInput } from "#lib/handover/schema.ts";
import { NameFields } from "../name-fields.tsx";
import type { StepBodyProps } from "../use-handover-setup.ts";

const loadSchema = () => import("#lib/handover/schema.ts").then((file) => file.nameInput);

export function NameStep({ step, setup }: StepBodyProps) {
  const kept = (step.input ?? {}) as Partial<NameInput>;
  return (
    <Form
      defaultValues={{ name: kept.name ?? setup.setup.title, platformIntegrated: false as const }}
      schema={loadSchema}
      onSubmit={(input: NameInput) => setup.saveAndContinue(step, input)}
      label="Name"
    >
      <NameFields kind={setup.kind} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

/** Makes the handover; answers its id. */
export async function createHandover(input: CreateHandoverInput): Promise<string> {
  const made = await fetchJson<{ id: string }>("/api/handovers", { body: input });
  return made.id;
}
