"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { StartForm, StartInput, StartPolicy, TransferDetail } from "#lib/transfers/run/schema.ts";
import { CallPicker } from "./call-picker.tsx";
import { PolicyChain } from "./policy-chain.tsx";

type StartTransferProps = { policies: readonly StartPolicy[]; chosen: string; callId: string };

/** Starts the transfer of a call: by which policy, and which call. The way it will go stands beside it. */
export function StartTransfer({ policies, chosen, callId }: StartTransferProps) {
  const router = useRouter();
  const loadSchema = useCallback(async () => {
    const { startInputIn } = await import("#lib/transfers/run/schema.ts");
    return startInputIn((id) => policies.find((policy) => policy.id === id)?.dialect);
  }, [policies]);
  return (
    <Form<StartForm, StartInput>
      defaultValues={{ policyId: chosen, callId, caller: "", note: "" }}
      schema={loadSchema}
      onSubmit={async (input) => {
        const started = await fetchJson<TransferDetail>("/api/transfers", { body: input });
        router.push(`/transfers/${started.id}`);
      }}
      guard={false}
      label="Start a transfer"
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-4">
          <SelectField
            name="policyId"
            label="Policy"
            placeholder="Choose a policy"
            options={policies.map(({ id, name, connection }) => ({
              value: id,
              label: `${name} · ${connection.name}`,
            }))}
          />
          <Call policies={policies} />
          <CallId policies={policies} />
          <TextField name="caller" label="Caller" optional type="tel" help="Who calls, for the log." />
          <TextareaField name="note" label="Note" optional limit={500} rows={2} />
          <FormActions>
            <SubmitButton>Start the transfer</SubmitButton>
          </FormActions>
        </div>
        <Chain policies={policies} />
      </div>
    </Form>
  );
}

function useChosen(policies: readonly StartPolicy[]): StartPolicy | undefined {
  const id = useWatch<StartForm, "policyId">({ name: "policyId" });
  return policies.find((policy) => policy.id === id);
}

function Call({ policies }: { policies: readonly StartPolicy[] }) {
  const policy = useChosen(policies);
  return policy && <CallPicker key={policy.connection.id} connectionId={policy.connection.id} />;
}

function CallId({ policies }: { policies: readonly StartPolicy[] }) {
  const isNumbered = useChosen(policies)?.dialect === "acd";
  const help = isNumbered
    ? "The contact id of the call, a whole number."
    : "As the contact centre names the call.";
  return <TextField name="callId" label="Call id" exact help={help} />;
}

function Chain({ policies }: { policies: readonly StartPolicy[] }) {
  const policy = useChosen(policies);
  if (!policy)
    return <p className="text-muted text-sm">Choose a policy to see where the call will be sent.</p>;
  return (
    <div className="grid content-start gap-2">
      <div className="flex items-center gap-2">
        <h2 className="text-base">The way it will go</h2>
        {policy.connection.environment === "sandbox" && <SandboxBadge />}
      </div>
      <PolicyChain body={policy.body} />
    </div>
  );
}
