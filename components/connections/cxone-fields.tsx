"use client";

import { TextField } from "#components/form/text-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { CxoneConnectionView } from "#lib/connections/schema.ts";
import { ExpiryField } from "./expiry-field.tsx";
import { PasteCredentials } from "./paste-credentials.tsx";
import { SecretInput } from "./secret-input.tsx";

/** With any of these changed, what is kept would go to another place or speak for another client. */
const DESTINATION = ["settings.issuer", "settings.clientId", "settings.dfoBaseUrl"];

/** The fields of a CXone connection, new (all empty) or kept (secrets as hints). */
export function CxoneFields({ kept }: { kept?: CxoneConnectionView }) {
  return (
    <>
      {!kept && <PasteCredentials kind="cxone" />}
      <TextField name="name" label="Name" limit={60} help="What this tenant is called in Patchbay." />
      <TextField
        name="settings.issuer"
        label="CXone address"
        type="url"
        exact
        help="Where you sign in to CXone. Everything else is looked up from here."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="settings.accessKeyId" label="Access key ID" exact />
        <SecretInput
          name="secrets.accessKeySecret"
          label="Access key secret"
          kept={kept?.secrets.accessKeySecret}
          destination={DESTINATION}
        />
        <TextField
          name="settings.clientId"
          label="Client ID"
          exact
          optional
          help="From the NICE registration form. Without it the simple access-key login is used."
        />
        <SecretInput
          name="secrets.clientSecret"
          label="Client secret"
          kept={kept?.secrets.clientSecret}
          destination={DESTINATION}
        />
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
