"use client";

import { useRef } from "react";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { ProblemError } from "#lib/api/fetch-json.ts";
import type { BotView, StoredBotView } from "#lib/handover/bot/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";
import { BotFields, type BotValues, CognigyFields, WebhookFields } from "./bot-fields.tsx";

const BOTS = [
  {
    value: "demo",
    label: "Demo bot",
    note: "Built in. Answers a few questions and offers a person when somebody asks for one.",
  },
  {
    value: "cognigy",
    label: "Cognigy.AI",
    note: "A flow behind a REST Endpoint. Its output stack becomes the messages.",
  },
  {
    value: "webhook",
    label: "Webhook",
    note: "Any bot of your own. Each call is signed and may be repeated under its id.",
  },
];

const START: BotValues = {
  adapter: "demo",
  endpointUrl: "",
  handoverField: "handover",
  url: "",
  name: "Assistant",
  greeting: "",
  whenDown: "hand_over",
  failuresBeforeHandover: 2,
  downMessage: "I cannot answer at the moment. Please write again in a minute, or ask for a colleague.",
};

/** Each bot has its own fields; those of the others stay in the form, so that changing one's mind loses nothing. */
function toInput(values: BotValues) {
  const { adapter, endpointUrl, handoverField, url, ...own } = values;
  if (adapter === "demo") return { adapter };
  return adapter === "cognigy" ? { adapter, endpointUrl, handoverField, ...own } : { adapter, url, ...own };
}

/** Which bot talks first, how to reach it, and what happens when it does not answer. */
export function BotStep({ step, setup }: StepBodyProps) {
  const { stored, ...kept } = step.input as BotView;
  const testing = useRef(false);
  const submit = async (values: BotValues) => {
    const input = toInput(values);
    if (!testing.current) return setup.saveAndContinue(step, input);
    testing.current = false;
    await setup.save(step, input);
    await setup.checks.mutateAsync(step.id).catch((error: unknown) => {
      // The list of checks below shows it.
      if (!(error instanceof ProblemError)) throw error;
    });
  };
  return (
    <Form<BotValues> defaultValues={{ ...START, ...kept }} onSubmit={submit} label="Bot">
      <RadioCardsField
        name="adapter"
        label="Which bot talks before a person does?"
        options={BOTS}
        columns={3}
      />
      <AdapterFields step={step} setup={setup} stored={stored} />
      <FormStepActions step={step} setup={setup}>
        <SubmitButton variant="secondary" onClick={() => (testing.current = true)}>
          Save and test the bot
        </SubmitButton>
      </FormStepActions>
    </Form>
  );
}

function AdapterFields({ setup, stored }: StepBodyProps & { stored: StoredBotView }) {
  const adapter = useWatch<BotValues, "adapter">({ name: "adapter" });
  if (adapter === "demo") return null;
  return (
    <>
      {adapter === "cognigy" ? (
        <CognigyFields stored={stored} />
      ) : (
        <WebhookFields stored={stored} base={setup.base} onMade={() => void setup.refresh()} />
      )}
      <BotFields />
    </>
  );
}
