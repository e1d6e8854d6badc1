"use client";

import { Form } from "../form/form.tsx";
import { FormActions } from "../form/form-actions.tsx";
import { SubmitButton } from "../form/submit-button.tsx";
import { TextField } from "../form/text-field.tsx";
import { TextareaField } from "../form/textarea-field.tsx";
import { Disclosure } from "../ui/disclosure.tsx";

export type WaitingInput = { on: string; note: string };

type WaitingFormProps = {
  /** Who it usually is: "The tenant admin". */
  suggestion?: string;
  onWait: (input: WaitingInput) => Promise<void>;
};

/** "I am waiting for somebody": on whom and for what, so that the next person knows. Stands outside the form of the step. */
export function WaitingForm({ suggestion = "", onWait }: WaitingFormProps) {
  return (
    <Disclosure summary="I am waiting for somebody">
      <Form<WaitingInput>
        label="Waiting"
        defaultValues={{ on: suggestion, note: "" }}
        onSubmit={onWait}
        guard={false}
      >
        <TextField name="on" label="For whom" help="A name, a team or a vendor." />
        <TextareaField
          name="note"
          label="Note"
          rows={2}
          optional
          help="What you asked for, a ticket number."
        />
        <FormActions>
          <SubmitButton variant="secondary">Mark as waiting</SubmitButton>
        </FormActions>
      </Form>
    </Disclosure>
  );
}
