"use client";

import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { SendAsNote } from "#components/email/smtp/send-as-note.tsx";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { FormStepActions, PlainStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { Button } from "#components/ui/button.tsx";
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
export function SendingStep({ step, setup, channel, choices, mail, made, mayGrant }: ChannelStepProps) {
  const router = useRouter();
  const kept = step.input as SendingInput;
  const isNew = made !== null && made !== kept.smtpId && choices.smtp.some(({ id }) => id === made);
  const form = (
    <Form<SendingInput>
      defaultValues={isNew ? { sending: "smtp", smtpId: made } : kept}
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
      <Server choices={choices} channel={channel} mayGrant={mayGrant} />
      {isNew && <Callout>The new mail server is chosen. Save it here to authorise it and go on.</Callout>}
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
  const panel = mail && <LazyMailPanel mail={mail} channel={channel} stepId={step.id} />;
  const isBack = mail?.authorised !== undefined;
  return (
    <div className="grid gap-6">
      {/* Microsoft leads back to the top of the page, and what it answered is what one comes back for. */}
      {isBack && panel}
      {form}
      <LazyRequest
        subject={subject}
        kind="smtp_configuration"
        title="First: the SMTP configuration"
        setup={setup}
      />
      {!isBack && panel}
      {step.guide && (
        <section aria-label="In CXone" className="grid gap-2">
          <h2 className="text-base">Then: the same in CXone</h2>
          <StepGuide step={step}>
            Enter them under Details of the configuration, press Authorize there, and sign in as the mailbox.
          </StepGuide>
        </section>
      )}
      <LazyRequest subject={subject} kind="smtp_enable" title="Last: switching it on" setup={setup} />
      <PlainStepActions step={step} setup={setup} isSecond={step.status !== "done"} />
    </div>
  );
}

function Server({
  choices: { smtp },
  channel,
  mayGrant,
}: Pick<ChannelStepProps, "choices" | "channel" | "mayGrant">) {
  const router = useRouter();
  const [sending, smtpId] = useWatch<SendingInput, ["sending", "smtpId"]>({ name: ["sending", "smtpId"] });
  if (sending !== "smtp") return null;
  const chosen = smtp.find(({ id }) => id === smtpId);
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
      {chosen && <SendAsNote smtp={chosen} from={[channel.fromAddress]} />}
      {mayGrant ? (
        <div>
          {/* No link: what is chosen here so far is chosen again on the way back, so that nobody has to be asked. */}
          <Button
            onClick={() =>
              router.push(`/email/smtp/new?connection=${channel.connection.id}&channel=${channel.id}`)
            }
          >
            Add a mail server
          </Button>
        </div>
      ) : (
        <p className="text-muted text-sm">Another mail server is added by an admin, on the page SMTP.</p>
      )}
    </>
  );
}
