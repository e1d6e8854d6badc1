"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { NumberField } from "#components/form/number-field.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { GeneratedSecret, SecretField, type StoredSecret } from "#components/ui/secret-field.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { BotAdapter, OwnBot, StoredBotView } from "#lib/handover/bot/schema.ts";

/** The form of the step, whichever bot is chosen. */
export type BotValues = {
  adapter: BotAdapter;
  endpointUrl: string;
  handoverField: string;
  url: string;
  name: string;
  greeting: string;
  whenDown: OwnBot["whenDown"];
  failuresBeforeHandover: number;
  downMessage: string;
};

/** A Cognigy.AI REST Endpoint. Its URL holds the token, so it is never shown whole again. */
export function CognigyFields({ stored }: { stored: StoredBotView }) {
  return (
    <>
      <StoredSecretField
        name="endpointUrl"
        label={stored.endpoint ? `Endpoint URL at ${new URL(stored.endpoint).host}` : "Endpoint URL"}
        secret={stored.endpoint ? shown(stored.secrets.cognigyToken) : null}
        help="Cognigy.AI > Deploy > Endpoints > your REST Endpoint > Configuration. It ends with a token, so it is kept like a secret."
      />
      <TextField
        name="handoverField"
        label="Field that hands over"
        exact
        help="Where in an output's data the flow asks for a person: true, or an object with reason and customAttributes. What the flow says after it is not shown."
      />
    </>
  );
}

type WebhookFieldsProps = { stored: StoredBotView; base: string; onMade: () => void };

/** A webhook, and the secret that signs the calls to it. */
export function WebhookFields({ stored, base, onMade }: WebhookFieldsProps) {
  const secret = shown(stored.secrets.webhookSecret);
  const before = stored.secrets.webhookSecretBefore;
  const [making, setMaking] = useState(secret === null);
  const make = async () => {
    const made = await fetchJson<{ secret: string }>(`${base}/setup/bot/secret`, { body: {} });
    return made.secret;
  };
  return (
    <>
      <TextField
        name="url"
        label="Webhook URL"
        type="url"
        exact
        placeholder="https://bot.example.com/patchbay"
        help="https and a public host. A private one has to be allowed by an admin."
      />
      <div className="min-w-0">
        {making || !secret ? (
          <GeneratedSecret label="Signing secret" reveal={make} onStored={onMade} />
        ) : (
          <SecretField label="Signing secret" secret={secret} onReplace={() => setMaking(true)} />
        )}
        <p className="mt-1 text-muted text-xs">
          Each call carries x-patchbay-signature: t=seconds,v1=HMAC-SHA256 of “seconds.body”.{" "}
          {before.set && before.expiresAt ? (
            <>
              The secret before signs beside it until <Time at={before.expiresAt} as="day" />.
            </>
          ) : (
            "After a new one is made, the one before signs beside it for 24 hours."
          )}
        </p>
      </div>
    </>
  );
}

const WHEN_DOWN = [
  {
    value: "hand_over",
    label: "Hand over to agents",
    note: "After some failures in a row, if the handover is live.",
  },
  { value: "say_so", label: "Say so", note: "The visitor is told each time and can ask for a person." },
];

/** What every bot of one's own has. */
export function BotFields() {
  const whenDown = useWatch<BotValues, "whenDown">({ name: "whenDown" });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name shown to visitors" optional limit={60} />
        <TextField
          name="greeting"
          label="First message"
          optional
          limit={1000}
          help="Empty: the bot waits for the visitor to begin."
        />
      </div>
      <RadioCardsField name="whenDown" label="When the bot does not answer" options={WHEN_DOWN} columns={2} />
      <div className="grid gap-4 sm:grid-cols-[auto_1fr]">
        {whenDown === "hand_over" && (
          <NumberField
            name="failuresBeforeHandover"
            label="Failures before handing over"
            help="A silence of 15 s counts as one."
          />
        )}
        <TextareaField
          name="downMessage"
          label="Text for the visitor"
          rows={2}
          limit={1000}
          optional
          help="Shown when the bot fails and agents do not take over yet."
        />
      </div>
    </>
  );
}

function shown(view: StoredBotView["secrets"]["webhookSecret"]): StoredSecret | null {
  if (!view.set) return null;
  return { endsWith: view.hint, setAt: view.setAt };
}
