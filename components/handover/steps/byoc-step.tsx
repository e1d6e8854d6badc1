"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { StepGuide } from "#components/setup/step-guide.tsx";
import { Button } from "#components/ui/button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

type Values = { integrationId: string };

const loadSchema = () =>
  import("#lib/handover/schema.ts").then((file) => file.byocInput.pick({ integrationId: true }));

/** Five addresses, a client id and a secret to copy over; the Integration ID comes back. */
export function ByocStep({ step, setup }: StepBodyProps) {
  const kept = step.input as Partial<Values> | null;
  const secretIsMade = !step.todo?.startsWith("Make the client secret");
  const [replacing, setReplacing] = useState(!secretIsMade);
  const makeSecret = async () => {
    const { secret } = await fetchJson<{ secret: string }>(`${setup.base}/setup/byoc/secret`, { body: {} });
    return secret;
  };
  return (
    <div className="grid gap-4">
      <StepGuide
        step={step}
        {...(replacing ? { reveal: makeSecret, onStored: () => void setup.refresh() } : {})}
      >
        {replacing
          ? "Copy each value over, then press Save in CXone. The client secret is made when you reveal it and shown once."
          : "The client secret is set and not shown again."}
        {!replacing && (
          <Button size="sm" className="ml-2" onClick={() => setReplacing(true)}>
            Make a new secret
          </Button>
        )}
      </StepGuide>
      <Form<Values>
        defaultValues={{ integrationId: kept?.integrationId ?? "" }}
        schema={loadSchema}
        onSubmit={(input) => setup.saveAndContinue(step, input)}
        label="What CXone gave back"
      >
        <TextField
          name="integrationId"
          label="Integration ID"
          exact
          help="CXone shows it in the list of integrations after you save."
        />
        <FormStepActions step={step} setup={setup} />
      </Form>
    </div>
  );
}
