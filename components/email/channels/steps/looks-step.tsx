"use client";

import { Form } from "#components/form/form.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { Link } from "#components/ui/link.tsx";
import type { LooksInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.looksInput);

/** M-40, M-45: both are kept on pages of their own. */
export default function LooksStep({ step, setup, channel, choices: { templates } }: ChannelStepProps) {
  const ofTenant = `?connection=${channel.connection.id}`;
  return (
    <Form<LooksInput>
      defaultValues={step.input as LooksInput}
      schema={loadSchema as never}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Template and signature"
    >
      <SelectField
        name="templateId"
        label="Template of outbound mail"
        optional
        options={[
          { value: "", label: "None" },
          ...templates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        help="Chosen in CXone under Select template for outbound messages."
      />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Link href={`/email/templates${ofTenant}`}>Templates</Link>
        <Link href={`/email/signatures${ofTenant}`}>Signatures</Link>
        <Link href={`/email/signatures/coverage${ofTenant}`}>Who has no signature</Link>
      </p>
      <StepGuide step={step}>Select the template under Edit, then press Save in CXone.</StepGuide>
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}
