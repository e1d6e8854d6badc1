"use client";

import { Form } from "#components/form/form.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { SwitchField } from "#components/form/toggle-fields.tsx";
import type { HandoverSettings } from "#lib/handover/schema.ts";
import type { StepBodyProps } from "../use-setup.ts";
import { FormStepActions } from "./step-actions.tsx";

type Values = {
  acceptedMessage: string;
  cancelMessage: string;
  transcriptAsFirstMessage: boolean;
  displayAgentDetails: boolean;
  customAttributes: string;
};

const loadSchema = () => import("#lib/handover/schema.ts").then((file) => file.handoverSettings);

/** What the visitor and the agent see (H-40), and what travels with the conversation (H-41). */
export function SettingsStep({ step, setup }: StepBodyProps) {
  const kept = step.input as HandoverSettings;
  const attributes =
    Object.keys(kept.customAttributes ?? {}).length > 0 ? JSON.stringify(kept.customAttributes, null, 2) : "";
  return (
    <Form<Values, HandoverSettings>
      defaultValues={{ ...kept, customAttributes: attributes || "{}" }}
      schema={loadSchema as never}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Handover settings"
    >
      <TextareaField
        name="acceptedMessage"
        label="Handover accepted message"
        rows={2}
        limit={1000}
        optional
        help="Shown to the visitor when the handover begins."
      />
      <TextareaField
        name="cancelMessage"
        label="Cancel message"
        rows={2}
        limit={1000}
        optional
        help="Shown when the visitor no longer wants a person."
      />
      <SwitchField
        name="transcriptAsFirstMessage"
        label="Send transcript as first message"
        help="The agent reads what was said before."
      />
      <SwitchField
        name="displayAgentDetails"
        label="Display agent details"
        help="The visitor sees the agent's name and picture from CXone."
      />
      <TextareaField
        name="customAttributes"
        label="Custom attributes"
        rows={4}
        exact
        help='A JSON object such as {"customerType": "premium"}, or the same as a JSON string. A list at the top is refused: CXone keeps attributes by name.'
      />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}
