"use client";

import { Form } from "#components/form/form.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import type { AgentsInput } from "#lib/handover/engage-setup/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";
import { ChoiceField, useFormValues } from "./choice-field.tsx";

const loadSchema = () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.agentsInput);

/** Who may read and reply on the source; each is a line of the plan with a result of its own (E-40). */
export function AgentsStep({ step, setup }: StepBodyProps) {
  return (
    <Form<AgentsInput>
      defaultValues={step.input as AgentsInput}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Agents"
    >
      <Agents handoverId={setup.handoverId} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

function Agents({ handoverId }: { handoverId: string }) {
  const { values, set } = useFormValues<AgentsInput>();
  return (
    <ChoiceField
      handoverId={handoverId}
      what="agents"
      name="agents"
      label="Agents who answer"
      help="Each gets read and reply on the source, and writes as the identity of the agents."
      multiple
      chosen={values.agents.map(({ userId }) => userId)}
      onChoose={({ id, label }, chosen) => {
        const others = values.agents.filter(({ userId }) => userId !== id);
        set({ agents: chosen ? [...others, { userId: id, name: label }] : others });
      }}
      empty="Engage shows the agent of the API token nobody."
    />
  );
}
