"use client";

import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { SendingInput } from "#lib/email/channels/schema.ts";
import type { ChannelStepProps } from "../channel-wizard.tsx";
import { LazyMailPanel } from "../lazy-mail-panel.tsx";
import { LazyRequest } from "../lazy-request.tsx";

const WAYS = [
  {
    value: "ses",
    label: "CXone's own server",
    note: "AWS SES. Nothing more to set up; at most 40 MB a mail.",
  },
  {
    value: "smtp",
    label: "A mail server of your own",
    note: "The account representative makes its configuration. Microsoft's needs OAuth.",
  },
];

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.sendingInput);

/** How mail leaves (M-20, M-26, M-27). */
export function SendingStep({ step, setup, channel, choices, mail }: ChannelStepProps) {
  const router = useRouter();
  const kept = step.input as SendingInput;
  const form = (
    <Form<SendingInput>
      defaultValues={kept}
      schema={loadSchema as never}
      onSubmit={async (input) => {
        // With a mail server there is more to do below.
        if (input.sending === "smtp" && kept.smtpId !== input.smtpId) {
          await setup.save(step, input);
          router.refresh();
        } else await setup.saveAndContinue(step, input);
      }}
      label="Sending"
    >
      <RadioCardsField name="sending" label="How does mail leave?" options={WAYS} columns={2} />
      <Server choices={choices} connectionId={channel.connection.id} />
      {kept.sending === "smtp" && step.todo && (
        <Callout
          kind="waiting"
          title={step.todo}
          actions={kept.smtpId && <Link href={`/email/smtp/${kept.smtpId}`}>Open the mail server</Link>}
        >
          Twice the account representative acts: to make the configuration, and to switch it on after it was
          authorised. The other steps can be prepared meanwhile.
        </Callout>
      )}
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
  if (kept.sending !== "smtp" || !kept.smtpId) return form;
  const subject = `smtp:${kept.smtpId}`;
  return (
    <div className="grid gap-6">
      {form}
      <LazyRequest
        subject={subject}
        kind="smtp_configuration"
        title="First: the SMTP configuration"
        setup={setup}
      />
      {mail && <LazyMailPanel mail={mail} channel={channel} stepId={step.id} />}
      <LazyRequest subject={subject} kind="smtp_enable" title="Last: switching it on" setup={setup} />
    </div>
  );
}

function Server({
  choices: { smtp },
  connectionId,
}: Pick<ChannelStepProps, "choices"> & { connectionId: string }) {
  const sending = useWatch<SendingInput, "sending">({ name: "sending" });
  if (sending !== "smtp") return null;
  return (
    <>
      <SelectField
        name="smtpId"
        label="Mail server"
        placeholder={smtp.length > 0 ? "Choose" : "None yet"}
        options={smtp.map(({ id, name, mailbox, isReady }) => ({
          value: id,
          label: `${name} · ${mailbox}${isReady ? "" : " · not tested"}`,
        }))}
      />
      <p className="text-sm">
        <Link href={`/email/smtp/new?connection=${connectionId}`}>Add a mail server</Link>
      </p>
    </>
  );
}
