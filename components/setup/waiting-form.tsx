"use client";

import { useFormContext } from "react-hook-form";
import { DateField } from "../form/date-field.tsx";
import { Form } from "../form/form.tsx";
import { FormActions } from "../form/form-actions.tsx";
import { SubmitButton } from "../form/submit-button.tsx";
import { TextField } from "../form/text-field.tsx";
import { TextareaField } from "../form/textarea-field.tsx";
import { Button } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";

/** `remindOn`: a day such as 2026-12-01, or "". */
export type WaitingInput = { on: string; note: string; remindOn: string };

type WaitingFormProps = {
  /** Who it usually is: "The tenant admin". */
  suggestion?: string;
  /** Others it may be, offered while typing. */
  others?: readonly string[];
  onWait: (input: WaitingInput) => Promise<void>;
};

/** "I am waiting for somebody": on whom and for what, so that the next person knows. Stands outside the form of the step. */
export function WaitingForm({ suggestion = "", others = [], onWait }: WaitingFormProps) {
  return (
    <Disclosure summary="I am waiting for somebody">
      <Form<WaitingInput>
        label="Waiting"
        defaultValues={{ on: suggestion, note: "", remindOn: "" }}
        onSubmit={onWait}
        guard={false}
      >
        <TextField name="on" label="For whom" help="A name, a team or a vendor." />
        <WhoElse others={others} />
        <TextareaField
          name="note"
          label="Note"
          rows={2}
          optional
          help="What you asked for, a ticket number."
        />
        <DateField
          name="remindOn"
          label="Remind me on"
          optional
          help="A notice on that day, unless it is done."
        />
        <FormActions>
          <SubmitButton variant="secondary">Mark as waiting</SubmitButton>
        </FormActions>
      </Form>
    </Disclosure>
  );
}

/** The usual ones, a press each. */
function WhoElse({ others }: { others: readonly string[] }) {
  const { setValue } = useFormContext<WaitingInput>();
  if (others.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {others.map((other) => (
        <Button key={other} size="sm" variant="ghost" onClick={() => setValue("on", other)}>
          {other}
        </Button>
      ))}
    </div>
  );
}
