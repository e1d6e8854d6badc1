"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { SecretField } from "#components/ui/secret-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { WebhookForm, WebhookInput } from "#lib/handover/engage-setup/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";
import { toStoredSecret } from "./stored.ts";

type Kept = WebhookInput & { stored: { secret: SecretView; verifyToken: SecretView } };

const loadSchema = () => import("#lib/handover/engage-setup/schema.ts").then((file) => file.webhookInput);

/** Secret and verification token are made here; nobody has to carry them (E-50, E-53, E-54). */
export function WebhookStep({ step, setup }: StepBodyProps) {
  const { stored, ...kept } = step.input as Kept;
  const secret = toStoredSecret(stored.secret);
  const verifyToken = toStoredSecret(stored.verifyToken);
  // The dialog stands outside of the form: what is sent in it would send the form around as well.
  return (
    <div className="grid gap-4">
      {secret ? (
        <ReplaceableSecret secret={secret} applied={step.applied === true} setup={setup} />
      ) : (
        <Callout title="Nothing to type here">
          A secret of 64 characters and a verification token are made for you and given to Engage when you
          apply the plan.
        </Callout>
      )}
      <Form<WebhookForm, WebhookInput>
        defaultValues={kept}
        schema={loadSchema}
        onSubmit={(input) => setup.saveAndContinue(step, input)}
        label="Webhook"
      >
        <Disclosure summary={secret ? "Another verification token" : "Use values of your own"}>
          <div className="grid gap-4 sm:grid-cols-2">
            {!secret && (
              <PasswordField
                name="secret"
                label="Secret"
                optional
                help="Letters, digits and signs of ASCII, at most 255. Engage sends it with each event."
              />
            )}
            <StoredSecretField
              name="verifyToken"
              label="Verification token"
              secret={verifyToken}
              help="The same as in your Cognigy.AI environment, if that is to have one. Its default cognigy123 is refused for live accounts."
            />
          </div>
        </Disclosure>
        <FormStepActions step={step} setup={setup} />
      </Form>
    </div>
  );
}

type ReplaceableSecretProps = {
  secret: NonNullable<ReturnType<typeof toStoredSecret>>;
  applied: boolean;
  setup: StepBodyProps["setup"];
};

function ReplaceableSecret({ secret, applied, setup }: ReplaceableSecretProps) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="grid gap-2">
      <SecretField label="Secret" secret={secret} />
      {applied && (
        <Button className="justify-self-start" onClick={() => setAsking(true)}>
          Replace the secret
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Replace the secret of the webhook"
        confirmLabel="Replace"
        danger={false}
        onConfirm={async () => {
          await fetchJson(`${setup.base}/setup/webhook/secret`, { body: {} });
          setup.checks.mutate("webhook");
          await setup.refresh();
        }}
      >
        <p>
          A new one is made and given to Engage, which then calls the address anew. The older one is taken for
          a day more, so no event is lost.
        </p>
      </ConfirmDialog>
    </div>
  );
}
