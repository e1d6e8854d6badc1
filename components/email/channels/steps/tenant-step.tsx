"use client";

import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { TicketingInput } from "#lib/email/channels/schema.ts";
import { RequestPanel } from "../../requests/request-panel.tsx";
import type { ChannelStepProps } from "../channel-wizard.tsx";

const ANSWERS = [
  { value: "no", label: "No", note: "The channel is created in CXone by a person." },
  { value: "yes", label: "Yes", note: "NICE sets the channel up from its email ticketing form." },
];

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.ticketingInput);

/** M-03: whether the representative has to be asked first. */
export function TenantStep({ step, setup, channel }: ChannelStepProps) {
  return (
    <Form<TicketingInput>
      defaultValues={step.input as TicketingInput}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Tenant"
    >
      <p className="text-sm">
        <span className="text-muted">Connection</span>{" "}
        <Link href={`/connections/${channel.connection.id}`}>{channel.connection.name}</Link>
      </p>
      <RadioCardsField
        name="hasProactive"
        label="Does the tenant have Proactive Chat and Email already?"
        options={ANSWERS}
        columns={2}
      />
      <FormNeeded connectionId={channel.connection.id} onChanged={() => void setup.refresh()} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

type FormNeededProps = { connectionId: string; onChanged: () => void };

function FormNeeded({ connectionId, onChanged }: FormNeededProps) {
  const answer = useWatch<TicketingInput, "hasProactive">({ name: "hasProactive" });
  if (answer !== "yes") return null;
  return (
    <>
      <Callout kind="waiting" title="The email ticketing form comes first">
        The other steps can be prepared meanwhile.
      </Callout>
      <RequestPanel subject={`connection:${connectionId}`} kind="ticketing_form" onChanged={onChanged} />
    </>
  );
}
