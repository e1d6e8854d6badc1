"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { useAnswer } from "#components/form/use-answer.ts";
import { NumberFacts } from "#components/transfers/policies/number-facts.tsx";
import { fetchJson, newKey } from "#lib/api/fetch-json.ts";
import { contextToRepeat } from "#lib/outbound/mapping.ts";
import type {
  CallConnection,
  CallForm,
  CallInput,
  OutboundCallDetail,
  Preflight,
} from "#lib/outbound/schema.ts";
import { ContactField } from "./contact-field.tsx";
import { NO_AGENT, OptionField, type Options, whyNotUsable } from "./option-field.tsx";
import { type Checked, PreflightPanel } from "./preflight-panel.tsx";

const loadSchema = () => import("#lib/outbound/schema.ts").then((file) => file.callForm);

type PlaceCallProps = { connections: readonly CallConnection[]; before: OutboundCallDetail | null };

/** One call: who is called by whom through which campaign, checked, then confirmed, then placed. */
export function PlaceCall({ connections, before }: PlaceCallProps) {
  const [checked, setChecked] = useState<Checked | null>(null);
  // Made when the form is opened: a second press, or one after a lost answer, is the same call.
  const [key] = useState(newKey);
  const only = connections.length === 1 ? connections[0]?.id : undefined;
  const send = (input: CallInput) =>
    fetchJson<OutboundCallDetail>("/api/outbound-calls", {
      body: { ...input, confirmed: true },
      idempotencyKey: key,
    });
  return (
    <Form<CallForm, CallInput>
      defaultValues={{
        connectionId: before?.connection.id ?? only ?? "",
        campaignId: before?.campaign.id ?? "",
        // Masked for some: then it is typed anew.
        phoneNumber: before && /^\+\d+$/.test(before.phoneNumber) ? before.phoneNumber : "",
        contactId: before?.contact?.id ?? "",
        agentId: before?.agent.id ?? "",
        data: before ? contextToRepeat(before.data) : "",
      }}
      schema={loadSchema}
      onSubmit={async (input) => {
        setChecked(null);
        setChecked({
          input,
          preflight: await fetchJson<Preflight>("/api/outbound-calls/preflight", { body: input }),
        });
      }}
      guard={false}
      label="Personal Connection call"
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid content-start gap-4">
          <SelectField
            name="connectionId"
            label="Connection"
            placeholder="Choose a connection"
            options={connections.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Fields />
          <TextareaField
            name="data"
            label="Context"
            optional
            exact
            rows={2}
            help='A JSON object that goes with the call, such as {"source": "crm"}.'
          />
          <FormActions>
            <SubmitButton>Check the call</SubmitButton>
          </FormActions>
        </div>
        {checked ? (
          <PreflightPanel checked={checked} send={send} />
        ) : (
          <p className="text-muted text-sm">
            Number, campaign, contact and agent are looked at before anything rings.
          </p>
        )}
      </div>
    </Form>
  );
}

const address = (what: string, query: Record<string, string>) =>
  `/api/outbound-calls/${what}?${new URLSearchParams(query)}`;

function Fields() {
  const [connection, campaign, phoneNumber] = useWatch<
    CallForm,
    ["connectionId", "campaignId", "phoneNumber"]
  >({
    name: ["connectionId", "campaignId", "phoneNumber"],
  });
  const campaigns = useAnswer<Options & { hasContacts: boolean }>(
    connection ? address("campaigns", { connection }) : null,
  );
  const agents = useAnswer<Options>(
    connection && campaign ? address("agents", { connection, campaign }) : null,
  );
  return (
    <>
      <OptionField
        name="campaignId"
        label="Campaign"
        asked={campaigns}
        before="Choose a connection first"
        none="CXone lists no campaign that calls out."
        unusable={whyNotUsable}
      />
      <div>
        <TextField
          name="phoneNumber"
          label="Phone number"
          type="tel"
          exact
          placeholder="+15551234567"
          help="With plus sign and country code, without blanks."
        />
        <NumberFacts number={phoneNumber} />
      </div>
      {campaigns.answer?.hasContacts && <ContactField connectionId={connection} phoneNumber={phoneNumber} />}
      <OptionField
        name="agentId"
        label="Agent"
        asked={agents}
        before="Choose a campaign first"
        none={NO_AGENT}
      />
    </>
  );
}
