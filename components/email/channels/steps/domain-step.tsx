"use client";

import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import type { DomainInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";

const STATES: Record<string, string> = {
  draft: "Its DNS records are not published yet",
  pending: "Waiting for DNS",
  verified: "Verified",
  failed: "Given up by SES after 72 hours",
};

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.domainInput);

/** M-10: picks the domain; what DNS has to say stands on its own page. */
export function DomainStep({ step, setup, channel, choices: { domains }, made }: ChannelStepProps) {
  const isNew = domains.some(({ id }) => id === made);
  const kept = (isNew && made) || (step.input as DomainInput).domainId;
  const chosen = domains.find(({ id }) => id === kept);
  const add = `/email/domains?connection=${channel.connection.id}&channel=${channel.id}`;
  const inCxone = (
    <StepGuide step={step}>The page of the domain in CXone shows the records that SES wants.</StepGuide>
  );
  if (domains.length === 0) {
    return (
      <>
        <EmptyState kind="nothing-yet" title="No domain yet" action={<Link href={add}>Add a domain</Link>}>
          A domain is added once, with the DNS records that SES wants. Then it can be chosen here.
        </EmptyState>
        {inCxone}
      </>
    );
  }
  return (
    <Form<DomainInput>
      defaultValues={{ domainId: kept || (domains.length === 1 ? (domains[0]?.id ?? "") : "") }}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Domain"
    >
      <RadioCardsField
        name="domainId"
        label="Which domain does mail come from?"
        options={domains.map(({ id, name, state }) => ({
          value: id,
          label: name,
          note: STATES[state] ?? state,
        }))}
      />
      {chosen && chosen.state !== "verified" && (
        <Callout
          kind={chosen.state === "failed" ? "bad" : "waiting"}
          title={(!isNew && step.todo) || STATES[chosen.state]}
          actions={
            <Link href={`/email/domains/${chosen.id}?channel=${channel.id}`}>
              DNS records of {chosen.name}
            </Link>
          }
        >
          The other steps can be prepared meanwhile.
        </Callout>
      )}
      <p className="text-sm">
        <Link href={add}>Add another domain</Link>
      </p>
      {inCxone}
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}
