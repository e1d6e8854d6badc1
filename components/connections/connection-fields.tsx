"use client";

import { PasswordField } from "#components/form/password-field.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { StoredSecret } from "#components/ui/secret-field.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
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
  if (!kept) return <PasswordField name={name} label={label} />;
  return <StoredSecretField name={name} label={label} secret={storedSecret(kept)} />;
}

export function storedSecret(view: SecretView): StoredSecret | null {
  if (!view.set) return null;
  const { hint, setAt, expiresAt } = view;
  return { setAt, ...(hint ? { endsWith: hint } : {}), ...(expiresAt ? { expiresAt } : {}) };
}
