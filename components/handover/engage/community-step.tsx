"use client";

import { Form } from "#components/form/form.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import type { CommunityInput } from "#lib/handover/engage-setup/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";
import { ChoiceField, useFormValues } from "./choice-field.tsx";

const loadSchema = () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.communityInput);

/** Picks the community; where there is only one it is chosen already (E-01). */
export function CommunityStep({ step, setup }: StepBodyProps) {
  return (
    <Form<CommunityInput>
      defaultValues={step.input as CommunityInput}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Community"
    >
      <Community handoverId={setup.handoverId} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

function Community({ handoverId }: { handoverId: string }) {
  const { values, set } = useFormValues<CommunityInput>();
  return (
    <ChoiceField
      handoverId={handoverId}
      what="communities"
      name="communityId"
      label="Which community does the source stand in?"
      chosen={values.communityId ? [values.communityId] : []}
      onChoose={({ id, label }) => set({ communityId: id, communityName: label })}
      empty="There is no community in this account. Add one in Engage under Admin > Communities, then look again."
    />
  );
}
