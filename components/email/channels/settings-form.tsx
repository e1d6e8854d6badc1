"use client";

import type { ReactNode } from "react";
import { Form } from "#components/form/form.tsx";
import { FormGroup } from "#components/form/form-group.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { ChannelSettings, Sending } from "#lib/email/channels/schema.ts";
import { buttonIn, SAMPLE_TICKET, ticketText } from "#lib/email/channels/state.ts";
import { SettingWarnings, ThreadPreview, TicketPreview } from "./setting-previews.tsx";
import { SpamTagField } from "./spam-tag-field.tsx";
import { StateSwitch } from "./state-switch.tsx";

const POSITIONS = [
  { value: "end", label: "At the end of the subject", note: "The default." },
  { value: "start", label: "Before the subject", note: "Some systems look for it there." },
];
const STYLES = [
  { value: "none", label: SAMPLE_TICKET, note: "Plain, the default." },
  { value: "square", label: ticketText("square", SAMPLE_TICKET), note: "Square brackets." },
  { value: "curly", label: ticketText("curly", SAMPLE_TICKET), note: "Curly brackets." },
];
const THREADING = [
  {
    value: "prefer_in_reply_to",
    label: "Prefer In-Reply-To",
    note: "The default, and recommended: an answer finds the mail it answers.",
  },
  {
    value: "ignore_in_reply_to",
    label: "Ignore In-Reply-To",
    note: "Only the ticket number leads to a case: for systems that put their own In-Reply-To.",
  },
];

type SettingsFormProps = {
  settings: ChannelSettings;
  sending: Sending;
  connectionId: string;
  onSave: (settings: ChannelSettings) => Promise<void>;
  /** The end of the form, with its button. */
  actions: ReactNode;
};

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.channelSettings);

const button = (on: boolean) =>
  `The button in CXone's list then reads ${buttonIn(on)}: it names what a press does, not the state.`;

/** The wanted settings of a channel (M-13, M-30 to M-35); the same form in the set-up and on the settings page. */
export function SettingsForm({ settings, sending, connectionId, onSave, actions }: SettingsFormProps) {
  const own = sending === "smtp";
  return (
    <Form<ChannelSettings>
      defaultValues={settings}
      schema={loadSchema as never}
      onSubmit={onSave}
      label="Channel settings"
    >
      <FormGroup title="Sending">
        <StateSwitch name="outboundFlow" what="Outbound" help={button} />
        <StateSwitch
          name="manualOutboundFlow"
          what="Manual outbound"
          help={(on) =>
            on ? "Agents may begin mails over this channel." : "Agents answer; they begin no mail."
          }
        />
        <StateSwitch
          name="forceTls"
          what="Force TLS"
          help={(on) =>
            own
              ? "On a mail server of your own the account representative sets it, in the Email Support Tool > Configuration."
              : button(on)
          }
        />
        <SettingWarnings sending={sending} about={["outbound", "force-tls"]} />
        <TextField
          name="displayName"
          label="Display name"
          optional
          limit={100}
          disabled={own}
          help={
            own
              ? "CXone does not support it on a mail server of your own."
              : "Stands before the from address; contacts see it."
          }
        />
        <SpamTagField connectionId={connectionId} />
      </FormGroup>
      <FormGroup title="Ticket number">
        <RadioCardsField name="ticket.position" label="Place" options={POSITIONS} columns={2} />
        <RadioCardsField name="ticket.style" label="Delimiters" options={STYLES} columns={3} />
        <StateSwitch
          name="ticket.hidden"
          what="Hidden"
          help={(on) => (on ? "Mails carry no number." : "Mails carry the number as below.")}
        />
        <TicketPreview />
      </FormGroup>
      <FormGroup title="Threading">
        <RadioCardsField
          name="threading"
          label="How answers find their case"
          options={THREADING}
          columns={2}
        />
        <SettingWarnings sending={sending} about={["threading"]} />
        <ThreadPreview />
      </FormGroup>
      {actions}
    </Form>
  );
}
