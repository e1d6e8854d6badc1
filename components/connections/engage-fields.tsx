"use client";

import { useEffect, useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { TextField } from "#components/form/text-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { nameOfDomain, previewAddresses } from "#lib/connections/engage/mapping.ts";
import type { EngageConnectionView } from "#lib/connections/schema.ts";
import { ExpiryField } from "./expiry-field.tsx";
import { PasteCredentials } from "./paste-credentials.tsx";
import { SecretInput } from "./secret-input.tsx";

/** With any of these changed, the kept token would go to another place. */
const DESTINATION = ["settings.uiBaseUrl", "settings.apiBaseUrl"];

/** The fields of a RingCentral Engage connection: a domain and a token; the rest follows from them. */
export default function EngageFields({ kept }: { kept?: EngageConnectionView }) {
  return (
    <>
      {!kept && <PasteCredentials kind="engage" />}
      <TextField
        name="settings.uiBaseUrl"
        label="Engage domain"
        exact
        placeholder="acme.engagement.dimelo.com"
        help="Where you sign in to Engage. The address of any of its pages will do."
      />
      <Addresses />
      <SecretInput
        name="secrets.apiToken"
        label="API access token"
        help="In Engage: Admin > API access tokens > +. Select the agent who is to handle chats, with the role Admin, and copy the token beside its name."
        kept={kept?.secrets.apiToken}
        destination={DESTINATION}
      />
      <TextField
        name="name"
        label="Name"
        limit={60}
        help="How this account is called in Patchbay. Without one it is called like the first part of the domain."
      />
      {!kept && <NameOfDomain />}
      <Disclosure summary="When the token runs out">
        <ExpiryField
          name="expiries.apiToken"
          label="The token expires"
          help="Engage ends no token by itself. Give a date if your rules do."
        />
        {kept && (
          <p className="mt-2 text-muted text-xs">
            Applies to a token entered here; for the kept one see the expiry calendar.
          </p>
        )}
      </Disclosure>
      <Disclosure summary="Advanced" open={Boolean(kept?.settings.apiBaseUrl)}>
        <TextField
          name="settings.apiBaseUrl"
          label="API address"
          type="url"
          exact
          optional
          help="Only when it is not the one above, as with a sandbox."
        />
      </Disclosure>
    </>
  );
}

/** What follows from the domain, as it is typed (E-60). */
function Addresses() {
  const { control } = useFormContext();
  const [typed = "", api = ""] = useWatch({ control, name: DESTINATION });
  const found = previewAddresses(String(typed), String(api));
  return (
    <dl aria-live="polite" className="-mt-2 grid gap-x-3 text-xs sm:grid-cols-[auto_minmax(0,1fr)]">
      {found?.ok && (
        <>
          <dt className="text-muted">Engage</dt>
          <dd className="break-all font-mono">{found.uiBaseUrl}</dd>
          <dt className="text-muted">Base API URL</dt>
          <dd className="break-all font-mono">{found.apiBaseUrl}</dd>
        </>
      )}
    </dl>
  );
}

/** Fills in the name that the domain gives, until somebody types another. */
function NameOfDomain() {
  const { control, setValue, getValues } = useFormContext();
  const typed = String(useWatch({ control, name: "settings.uiBaseUrl" }) ?? "");
  const ours = useRef("");
  useEffect(() => {
    const found = previewAddresses(typed, String(getValues("settings.apiBaseUrl") ?? ""));
    const name: unknown = getValues("name");
    if (!found?.ok || (name !== "" && name !== ours.current)) return;
    ours.current = nameOfDomain(found.uiBaseUrl);
    setValue("name", ours.current);
  }, [typed, setValue, getValues]);
  return null;
}
