"use client";

import { Form } from "#components/form/form.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { CategoriesForm, CategoriesInput } from "#lib/handover/engage-setup/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

const loadSchema = () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.categoriesInput);

/** Nothing has to be typed: parent and both categories are found or made by name (E-20, E-21). */
export function CategoriesStep({ step, setup }: StepBodyProps) {
  const kept = step.input as CategoriesInput;
  const pasted = kept.botCategory !== "" || kept.agentCategory !== "";
  return (
    <Form<CategoriesForm, CategoriesInput>
      defaultValues={kept}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Categories"
    >
      <TextField
        name="parentName"
        label="Parent category"
        help="Bot and Agent are found or made below it, with Engage's own defaults."
      />
      <Disclosure summary="Use categories that are there already" open={pasted}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="botCategory"
            label="Bot category"
            exact
            optional
            help="Address of its page in Engage, or its ID."
          />
          <TextField
            name="agentCategory"
            label="Agent category"
            exact
            optional
            help="Address of its page in Engage, or its ID."
          />
        </div>
      </Disclosure>
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}
