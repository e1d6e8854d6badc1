"use client";

import type { ReactNode } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { emptyConnection } from "#lib/connections/mapping.ts";
import type { ConnectionInput, ConnectionView, ParsedConnectionInput } from "#lib/connections/schema.ts";

const loadSchema = () => import("#lib/connections/schema.ts").then((file) => file.connectionInputSchema);

type ConnectionFormProps = {
  /** The connection to change; without it a new one is made. */
  kept?: ConnectionView;
  /** CXone's usual address, until another is typed. */
  issuer: string;
  onSaved: (saved: ConnectionView) => void | Promise<void>;
  aside?: ReactNode;
  children: ReactNode;
};

/** Saves a connection. The server tries the credentials first, so a saved connection is one that worked. */
export function ConnectionForm({ kept, issuer, onSaved, aside, children }: ConnectionFormProps) {
  const submit = async (input: ParsedConnectionInput) => {
    const saved = kept
      ? await fetchJson<ConnectionView>(`/api/connections/${kept.id}`, {
          method: "PUT",
          body: { ...input, version: kept.version },
        })
      : await fetchJson<ConnectionView>("/api/connections", { body: input });
    await onSaved(saved);
  };
  return (
    <Form<ConnectionInput, ParsedConnectionInput>
      defaultValues={kept ? keptValues(kept) : emptyConnection(issuer)}
      schema={loadSchema}
      onSubmit={submit}
      label="CXone connection"
    >
      {children}
      <FormActions aside={aside}>
        <SubmitButton>{kept ? "Check and save" : "Check and connect"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

function keptValues({ name, settings }: ConnectionView): ConnectionInput {
  const { issuer, accessKeyId, clientId = "", dfoBaseUrl = "" } = settings;
  return {
    name,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret: "", clientSecret: "" },
    expiries: { accessKeySecret: "", clientSecret: "" },
  };
}
