"use client";

import { Form } from "#components/form/form.tsx";
import { SwitchField } from "#components/form/toggle-fields.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import type { FolderForm, FolderInput } from "#lib/handover/engage-setup/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

const loadSchema = () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.folderInput);

/** E-62: optional. */
export function FolderStep({ step, setup }: StepBodyProps) {
  return (
    <Form<FolderForm, FolderInput>
      defaultValues={step.input as FolderInput}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Folder"
    >
      <SwitchField
        name="wanted"
        label={`Folder “${setup.setup.title}”`}
        help="Shows conversations of this source in the category Agent. Made under Desks > Folders when you apply the plan."
      />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}
