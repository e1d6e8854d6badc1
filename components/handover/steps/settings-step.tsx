"use client";

import { lazy, Suspense } from "react";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormGroup } from "#components/form/form-group.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { SwitchField } from "#components/form/toggle-fields.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import type { RadioCard } from "#components/ui/radio-cards.tsx";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { HandoverSettings } from "#lib/handover/relay/schema.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import { TransferPolicyField } from "../transfer-policy-field.tsx";
import type { StepBodyProps } from "../use-handover-setup.ts";

type Values = Omit<HandoverSettings, "customAttributes" | "cancelWords"> & {
  customAttributes: string;
  cancelWords: string;
};

const SCHEMAS: Record<HandoverKind, () => Promise<unknown>> = {
  cxone: () => import("#lib/handover/relay/schema.ts").then((file) => file.handoverSettings),
  engage: () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.engageSettingsInput),
};

const EngageSettings = lazy(() =>
  import("../engage/engage-settings.tsx").then((file) => ({ default: file.EngageSettings })),
);
const SevenValues = lazy(() =>
  import("../engage/engage-settings.tsx").then((file) => ({ default: file.SevenValues })),
);

/** How a handover begins, ends, and what travels with it (H-40, H-41, H-61). */
export function SettingsStep({ step, setup }: StepBodyProps) {
  const kept = step.input as HandoverSettings;
  const attributes =
    Object.keys(kept.customAttributes ?? {}).length > 0 ? JSON.stringify(kept.customAttributes, null, 2) : "";
  const form = (
    <Form<Values, HandoverSettings>
      defaultValues={{
        ...kept,
        customAttributes: attributes || "{}",
        cancelWords: (kept.cancelWords ?? []).join(", "),
        transferPolicyId: kept.transferPolicyId ?? "",
      }}
      schema={SCHEMAS[setup.kind] as never}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Handover settings"
    >
      <Start system={SYSTEM_NAMES[setup.kind]} />
      <Waiting />
      <End />
      <Data kind={setup.kind} />
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
  if (setup.kind !== "engage") return form;
  return (
    <div className="grid gap-6">
      {form}
      <Suspense>
        <SevenValues step={step} />
      </Suspense>
    </div>
  );
}

function Start({ system }: { system: string }) {
  return (
    <FormGroup title="When it begins">
      <TextareaField
        name="acceptedMessage"
        label="Handover accepted message"
        rows={2}
        limit={1000}
        optional
        help="Shown to the visitor when the handover begins."
      />
      <SwitchField
        name="displayAgentDetails"
        label="Display agent details"
        help={`The visitor sees the agent's name and picture from ${system}.`}
      />
    </FormGroup>
  );
}

/** Minutes in other words: 90 → "1 h 30 min", 15 → "900 s". */
const inOtherWords = (minutes: number): string => {
  if (minutes < 60) return `${minutes * 60} s`;
  return [`${Math.floor(minutes / 60)} h`, minutes % 60 > 0 ? `${minutes % 60} min` : ""].join(" ").trim();
};

function Waiting() {
  return (
    <FormGroup title="While waiting and talking">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextareaField
          name="cancelMessage"
          label="Cancel message"
          rows={2}
          limit={1000}
          optional
          help="Shown when the visitor no longer wants a person."
        />
        <TextField
          name="cancelWords"
          label="Words that cancel"
          optional
          help="With commas between them. They count while the visitor waits, as the whole message; the button is always there."
        />
        <Timeout
          minutes="queueTimeoutMinutes"
          label="Time-out in the queue"
          help="Since the visitor last wrote. Empty: off."
          text="queueTimeoutMessage"
        />
        <Timeout
          minutes="agentTimeoutMinutes"
          label="Time-out with an agent"
          help="Since the agent's last word, while the visitor is silent. Never while they wait for the agent. Empty: off."
          text="agentTimeoutMessage"
        />
      </div>
    </FormGroup>
  );
}

type TimeoutProps = {
  minutes: "queueTimeoutMinutes" | "agentTimeoutMinutes";
  text: "queueTimeoutMessage" | "agentTimeoutMessage";
  label: string;
  help: string;
};

/** A time-out, and what is said at its end once it is on. */
function Timeout({ minutes, text, label, help }: TimeoutProps) {
  const on = useWatch<Values>({ name: minutes });
  return (
    <div className="grid content-start gap-2">
      <NumberField name={minutes} label={label} unit="min" inWords={inOtherWords} help={help} />
      {on !== null && on !== "" && (
        <TextareaField name={text} label="Text at its end" rows={2} limit={1000} optional />
      )}
    </div>
  );
}

const ON_RESOLVE = [
  { value: "bot", label: "Bot goes on", note: "It is told that the agent is done and may say something." },
  { value: "end", label: "Conversation ends", note: "The visitor can begin a new one." },
  { value: "restart", label: "Bot starts over", note: "A new session: it remembers nothing of before." },
];

function End() {
  const onResolve = useWatch<Values, "onResolve">({ name: "onResolve" });
  const ends = onResolve === "end";
  return (
    <FormGroup title="When the agent closes">
      <RadioCardsField name="onResolve" label="On resolve" options={ON_RESOLVE} columns={3} />
      <TextareaField
        key={ends ? "end" : "bot"}
        name={ends ? "endedMessage" : "resolvedMessage"}
        label="Text for the visitor"
        rows={2}
        limit={1000}
        optional
      />
    </FormGroup>
  );
}

/** What of a conversation goes over before a person is asked for (E-70). */
const FORWARD: Record<HandoverKind, RadioCard[]> = {
  cxone: [
    {
      value: "handover_only",
      label: "Only handovers",
      note: "CXone gets nothing of a conversation that never needs a person.",
    },
    {
      value: "all",
      label: "All conversations",
      note: "CXone gets each message of visitor and bot as it is written, on a contact that waits for the signal Escalate. The script has to wait for it; otherwise every conversation is queued.",
    },
  ],
  engage: [
    {
      value: "handover_only",
      label: "Only handovers",
      note: "Forward Only Handover Conversations: Engage gets nothing of a conversation that never needs a person.",
    },
    {
      value: "all",
      label: "All conversations",
      note: "Engage gets each message of visitor and bot as it is written, in the category Bot. Agents can look at them; none is offered to them before a handover.",
    },
  ],
};

const ATTRIBUTES: Record<HandoverKind, string> = {
  cxone:
    'A JSON object such as {"customerType": "premium"}, the same as a JSON string, or a list of pairs such as [{"name": "tier", "value": "gold"}]. Other lists are refused: CXone keeps attributes by name. Attributes of the bot stand over these.',
  engage:
    'A JSON object such as {"customerType": "premium"}, the same as a JSON string, or a list of pairs such as [{"name": "tier", "value": "gold"}]. They go to Engage as context data of the visitor. Attributes of the bot stand over these.',
};

function Data({ kind }: { kind: HandoverKind }) {
  const forward = useWatch<Values, "forward">({ name: "forward" });
  return (
    <FormGroup title={`What goes to ${SYSTEM_NAMES[kind]}`}>
      <RadioCardsField name="forward" label="Conversations to forward" options={FORWARD[kind]} columns={2} />
      {forward === "handover_only" && (
        <SwitchField
          name="transcriptAsFirstMessage"
          label="Send transcript as first message"
          help="The agent reads what was said before. Off: only what the visitor wrote last."
        />
      )}
      <TextareaField
        name="customAttributes"
        label="Custom attributes"
        rows={4}
        exact
        help={ATTRIBUTES[kind]}
      />
      <TransferPolicyField />
      {kind === "engage" && (
        <Suspense>
          <EngageSettings />
        </Suspense>
      )}
    </FormGroup>
  );
}
