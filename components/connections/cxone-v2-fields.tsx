"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { TextField } from "#components/form/text-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { previewAddresses } from "#lib/connections/cxone-v2/mapping.ts";
import type { CxoneV2ConnectionView } from "#lib/connections/schema.ts";
import { ExpiryField } from "./expiry-field.tsx";
import { PasteCredentials } from "./paste-credentials.tsx";
import { SecretInput } from "./secret-input.tsx";

/** With any of these changed, the kept secret would go to another place or speak for another client. */
const DESTINATION = ["settings.baseUrl", "settings.tokenUrl", "settings.clientId"];

/** The fields of a connection to the API v2: an environment and a client; the addresses follow from them. */
export default function CxoneV2Fields({ kept }: { kept?: CxoneV2ConnectionView }) {
  return (
    <>
      {!kept && <PasteCredentials kind="cxone-v2" />}
      <TextField name="name" label="Name" limit={60} help="What this tenant is called in Patchbay." />
      <TextField
        name="settings.baseUrl"
        label="Environment or address"
        exact
        placeholder="us-02"
        help="The environment, such as us-02 or eu-01, or the whole address, such as https://api-us-2.cxone.com."
      />
      <Addresses />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="settings.clientId"
          label="Client ID"
          exact
          help="In CXone: Admin > Security > OAuth Clients. The grant is client credentials."
        />
        <SecretInput
          name="secrets.clientSecret"
          label="Client secret"
          kept={kept?.secrets.clientSecret}
          destination={DESTINATION}
        />
      </div>
      <Disclosure summary="When the client runs out">
        <ExpiryField name="expiries.clientSecret" label="The client expires" />
        {kept && (
          <p className="mt-2 text-muted text-xs">
            Applies to a secret entered here; for the kept one see the expiry calendar.
          </p>
        )}
      </Disclosure>
      <Disclosure summary="Advanced" open={Boolean(kept?.settings.tokenUrl)}>
        <TextField
          name="settings.tokenUrl"
          label="Token address"
          type="url"
          exact
          optional
          help="Only when tokens are at neither of the addresses above."
        />
      </Disclosure>
    </>
  );
}

/** What follows from the environment, as it is typed (T-02, P-03). */
function Addresses() {
  const { control } = useFormContext();
  const [typed = "", token = ""] = useWatch({ control, name: DESTINATION });
  const found = previewAddresses(String(typed), String(token));
  return (
    <dl aria-live="polite" className="-mt-2 grid gap-x-3 text-xs sm:grid-cols-[auto_minmax(0,1fr)]">
      {found && (
        <>
          <dt className="text-muted">API</dt>
          <dd className="break-all font-mono">{found.baseUrl}</dd>
          <dt className="text-muted">Token at</dt>
          <dd className="break-all font-mono">{found.tokenUrls.join(" or ")}</dd>
        </>
      )}
    </dl>
  );
}
