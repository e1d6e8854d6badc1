"use client";

import type { ReactNode } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { emptyCxone, emptyCxoneV2, emptyEngage, KIND_NAMES } from "#lib/connections/mapping.ts";
import type {
  ConnectionInput,
  ConnectionKind,
  ConnectionView,
  ParsedConnectionInput,
} from "#lib/connections/schema.ts";

const loadSchema = () => import("#lib/connections/schema.ts").then((file) => file.connectionInputSchema);

type ConnectionFormProps = {
  /** What the form begins with. */
  start: ConnectionInput;
  /** The connection to change; without it a new one is made. */
  kept?: ConnectionView;
  onSaved: (saved: ConnectionView) => void | Promise<void>;
  aside?: ReactNode;
  children: ReactNode;
};

/** Saves a connection. The server tries the credentials first, so a saved connection is one that worked. */
export function ConnectionForm({ start, kept, onSaved, aside, children }: ConnectionFormProps) {
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
      defaultValues={start}
      schema={loadSchema}
      onSubmit={submit}
      label={`${KIND_NAMES[start.kind ?? "cxone"]} connection`}
    >
      {children}
      <FormActions aside={aside}>
        <SubmitButton>{kept ? "Check and save" : "Check and connect"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** An empty form. `issuer`: CXone's usual address, until another is typed. */
export function emptyStart(kind: ConnectionKind, issuer: string): ConnectionInput {
  if (kind === "engage") return emptyEngage();
  return kind === "cxone-v2" ? emptyCxoneV2() : emptyCxone(issuer);
}

/** What a kept connection's form begins with: everything but its secrets. */
export function keptStart(kept: ConnectionView): ConnectionInput {
  const { name } = kept;
  if (kept.kind === "engage") {
    const { uiBaseUrl, apiBaseUrl = "" } = kept.settings;
    return { ...emptyEngage(), name, settings: { uiBaseUrl, apiBaseUrl } };
  }
  if (kept.kind === "cxone-v2") {
    const { baseUrl, tokenUrl = "", clientId } = kept.settings;
    return { ...emptyCxoneV2(), name, settings: { baseUrl, tokenUrl, clientId } };
  }
  const { issuer, accessKeyId, clientId = "", dfoBaseUrl = "" } = kept.settings;
  return { ...emptyCxone(issuer), name, settings: { issuer, accessKeyId, clientId, dfoBaseUrl } };
}
