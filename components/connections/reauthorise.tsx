"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { KIND_NAMES } from "#lib/connections/mapping.ts";
import type { ConnectionView, ParsedReauthorise, ReauthoriseInput } from "#lib/connections/schema.ts";
import { ExpiryField } from "./expiry-field.tsx";

const loadSchema = () => import("#lib/connections/schema.ts").then((file) => file.reauthoriseSchema);

type ReauthoriseProps = {
  connection: ConnectionView;
  /** Where one came from: a step of a wizard. */
  returnTo: string | null;
};

/** New credentials in the place of those that fail. */
export function Reauthorise({ connection, returnTo }: ReauthoriseProps) {
  const router = useRouter();
  const { id, kind, version } = connection;
  return (
    <Form<ReauthoriseInput, ParsedReauthorise>
      key={version}
      defaultValues={emptyOf(connection)}
      schema={loadSchema}
      label="New credentials"
      onSubmit={async (input) => {
        await fetchJson(`/api/connections/${id}/reauthorise`, { body: input });
        toast({ kind: "good", title: `${KIND_NAMES[kind]} accepts the new credentials` });
        if (returnTo) router.push(returnTo);
        router.refresh();
      }}
    >
      <NewSecrets connection={connection} />
      <FormActions>
        <SubmitButton>Try and keep</SubmitButton>
      </FormActions>
    </Form>
  );
}

function emptyOf(connection: ConnectionView): ReauthoriseInput {
  switch (connection.kind) {
    case "engage":
      return { kind: "engage", secrets: { apiToken: "" }, expiries: { apiToken: "never" } };
    case "cxone-v2":
      return { kind: "cxone-v2", secrets: { clientSecret: "" }, expiries: { clientSecret: "" } };
    default:
      return {
        kind: "cxone",
        accessKeyId: connection.settings.accessKeyId,
        secrets: { accessKeySecret: "", clientSecret: "" },
        expiries: { accessKeySecret: "", clientSecret: "" },
      };
  }
}

function NewSecrets({ connection }: { connection: ConnectionView }) {
  switch (connection.kind) {
    case "engage":
      return <NewToken />;
    case "cxone-v2":
      return <NewSecret />;
    default:
      return <NewKey hasClient={Boolean(connection.settings.clientId)} />;
  }
}

function NewSecret() {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <PasswordField
        name="secrets.clientSecret"
        label="Client secret"
        help="Of the same OAuth client. CXone shows it once, when it is made."
      />
      <ExpiryField name="expiries.clientSecret" label="The client expires" />
    </div>
  );
}

function NewToken() {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <PasswordField
        name="secrets.apiToken"
        label="API access token"
        help="Of any agent of the same account: what Patchbay does is done in that agent's name."
      />
      <ExpiryField name="expiries.apiToken" label="The token expires" />
    </div>
  );
}

function NewKey({ hasClient }: { hasClient: boolean }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="accessKeyId" label="Access key ID" exact />
        <PasswordField
          name="secrets.accessKeySecret"
          label="Access key secret"
          help="Empty keeps the stored one."
        />
        <ExpiryField name="expiries.accessKeySecret" label="The key expires" />
      </div>
      {hasClient && (
        <div className="grid gap-4 border-t pt-4 sm:grid-cols-2">
          <PasswordField
            name="secrets.clientSecret"
            label="Client secret"
            help="Empty keeps the stored one."
          />
          <ExpiryField name="expiries.clientSecret" label="The client expires" />
        </div>
      )}
    </>
  );
}
