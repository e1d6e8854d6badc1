"use client";

import { get, useFormContext, useFormState, useWatch } from "react-hook-form";
import { PasswordField } from "#components/form/password-field.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { StoredSecret } from "#components/ui/secret-field.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import { ExpiryField } from "./expiry-field.tsx";
import { PasteCredentials } from "./paste-credentials.tsx";

/** The fields of a CXone connection, new (all empty) or kept (secrets as hints). */
export function ConnectionFields({ kept }: { kept?: ConnectionView }) {
  return (
    <>
      {!kept && <PasteCredentials />}
      <TextField name="name" label="Name" limit={60} help="How this tenant is called in Patchbay." />
      <TextField
        name="settings.issuer"
        label="CXone address"
        type="url"
        exact
        help="Where you sign in to CXone. Everything else is looked up from here."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="settings.accessKeyId" label="Access key ID" exact />
        <Secret
          name="secrets.accessKeySecret"
          label="Access key secret"
          kept={kept?.secrets.accessKeySecret}
        />
        <TextField
          name="settings.clientId"
          label="Client ID"
          exact
          optional
          help="From the NICE registration form. Without it the simple access-key login is used."
        />
        <Secret name="secrets.clientSecret" label="Client secret" kept={kept?.secrets.clientSecret} />
      </div>
      <Disclosure summary="When the credentials run out">
        <div className="grid gap-4 sm:grid-cols-2">
          <ExpiryField name="expiries.accessKeySecret" label="The key expires" />
          <ExpiryField name="expiries.clientSecret" label="The client expires" />
        </div>
        {kept && (
          <p className="mt-2 text-muted text-xs">
            Applies to secrets entered here; for kept ones see the expiry calendar.
          </p>
        )}
      </Disclosure>
      <Disclosure summary="Advanced">
        <TextField
          name="settings.dfoBaseUrl"
          label="Digital API address"
          type="url"
          exact
          optional
          help="Only when it is not where CXone's own discovery says."
        />
      </Disclosure>
    </>
  );
}

function Secret({ name, label, kept }: { name: string; label: string; kept?: SecretView | undefined }) {
  const elsewhere = useLeadsElsewhere();
  if (!kept) return <PasswordField name={name} label={label} />;
  // What is kept would not be sent to a new place, so it cannot be offered.
  if (elsewhere)
    return <PasswordField name={name} label={label} help="Enter it again: it would go to a new place." />;
  return <StoredSecretField name={name} label={label} secret={storedSecret(kept)} />;
}

/** True when an address or the client differs from what the form began with. */
function useLeadsElsewhere(): boolean {
  const { control } = useFormContext();
  const now = useWatch({ control, name: WATCHED });
  const { defaultValues } = useFormState({ control });
  return WATCHED.some((name, index) => (get(defaultValues, name) ?? "") !== (now[index] ?? ""));
}

const WATCHED = ["settings.issuer", "settings.clientId", "settings.dfoBaseUrl"];

export function storedSecret(view: SecretView): StoredSecret | null {
  if (!view.set) return null;
  const { hint, setAt, expiresAt } = view;
  return { setAt, ...(hint ? { endsWith: hint } : {}), ...(expiresAt ? { expiresAt } : {}) };
}
