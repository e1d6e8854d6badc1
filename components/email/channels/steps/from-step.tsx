"use client";

import { useWatch } from "react-hook-form";
import { SendAsNote } from "#components/email/smtp/send-as-note.tsx";
import { Form } from "#components/form/form.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ChannelChoices, FromInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.fromInput);

/** M-11: the from address goes to CXone, its point of contact comes back. */
export function FromStep({ step, setup, channel, choices }: ChannelStepProps) {
  const kept = step.input as FromInput;
  const domain = step.guide?.values.find(({ label }) => label === "Verified domain")?.value ?? "";
  if (!domain) {
    return (
      <Callout
        kind="waiting"
        title="No domain is chosen"
        actions={<Link href={`/email/channels/${channel.id}/setup/domain`}>Choose the domain</Link>}
      >
        The from address stands in a domain that SES has verified.
      </Callout>
    );
  }
  return (
    <Form<FromInput>
      defaultValues={kept}
      schema={loadSchema as never}
      onSubmit={async (input) => {
        // The guide below shows what to copy; CXone answers with the point of contact.
        if (input.pointContact) await setup.saveAndContinue(step, input);
        else await setup.save(step, input);
      }}
      label="From address"
    >
      <TextField
        name="localPart"
        label={`Part before @${domain}`}
        limit={64}
        exact
        help="Letters, digits and . _ + -, such as support."
      />
      <WholeAddress domain={domain} smtp={choices.smtp.find(({ id }) => id === channel.smtp?.id)} />
      <StepGuide step={step}>The point of contact appears below both fields. Leave the form open.</StepGuide>
      <TextField
        name="pointContact"
        label="Point of contact"
        optional
        exact
        help="The address that CXone shows. It can be pasted later; the address is kept without it."
      />
      <FormStepActions step={step} setup={setup} label={kept.localPart ? "Save and continue" : "Save"} />
    </Form>
  );
}

type WholeAddressProps = { domain: string; smtp: ChannelChoices["smtp"][number] | undefined };

function WholeAddress({ domain, smtp }: WholeAddressProps) {
  const local = useWatch<FromInput, "localPart">({ name: "localPart" });
  if (!local) return null;
  const from = `${local}@${domain}`;
  return (
    <>
      <p className="break-all text-sm">
        <span className="text-muted">From address</span> <code>{from}</code>
      </p>
      {smtp && <SendAsNote smtp={smtp} from={[from]} />}
    </>
  );
}
