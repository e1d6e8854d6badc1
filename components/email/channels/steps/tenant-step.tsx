"use client";

import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { TicketingInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";
import { LazyRequest } from "../lazy-request.tsx";

const ANSWERS = [
  { value: "no", label: "No", note: "The channel is created in CXone by a person." },
  { value: "yes", label: "Yes", note: "NICE sets the channel up from its email ticketing form." },
];

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.ticketingInput);

/** M-03: whether the representative has to be asked first. */
export function TenantStep({ step, setup, channel }: ChannelStepProps) {
  const kept = step.input as TicketingInput;
  return (
    <div className="grid gap-6">
      <Form<TicketingInput>
        defaultValues={kept}
        schema={loadSchema}
        onSubmit={async (input) => {
          // With a form to ask for, the words for it appear below.
          if (input.hasProactive === "yes" && kept.hasProactive === "no") await setup.save(step, input);
          else await setup.saveAndContinue(step, input);
        }}
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
        <FormNeeded />
        <FormStepActions step={step} setup={setup} />
      </Form>
      {kept.hasProactive === "yes" && (
        <LazyRequest
          subject={`connection:${channel.connection.id}`}
          kind="ticketing_form"
          title="The email ticketing form"
          setup={setup}
        />
      )}
    </div>
  );
}

function FormNeeded() {
  const answer = useWatch<TicketingInput, "hasProactive">({ name: "hasProactive" });
  if (answer !== "yes") return null;
  return (
    <Callout kind="waiting" title="The email ticketing form comes first">
      The words to send are ready once this is saved. The other steps can be prepared meanwhile.
    </Callout>
  );
}
