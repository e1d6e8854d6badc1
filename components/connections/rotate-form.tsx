"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CredentialKind, ParsedRotate, RotateInput } from "#lib/connections/cxone/schema.ts";
import { ExpiryField } from "./expiry-field.tsx";
import { RetireOnField } from "./retire-on-field.tsx";

const loadSchema = () => import("#lib/connections/cxone/schema.ts").then((file) => file.rotateSchema);

type RotateFormProps = { connectionId: string; kind: CredentialKind; onDone: () => void };

/** A second access key or client secret beside the current one. Tried at CXone before anything changes. */
export default function RotateForm({ connectionId, kind, onDone }: RotateFormProps) {
  const router = useRouter();
  const isKey = kind === "accessKey";
  const defaultValues: RotateInput = {
    kind,
    ...(isKey ? { accessKeyId: "" } : {}),
    secret: "",
    // What is not chosen yet fits no option; the schema asks for one.
    expiry: "" as RotateInput["expiry"],
    retireOn: null,
  };
  return (
    <Form<RotateInput, ParsedRotate>
      defaultValues={defaultValues}
      schema={loadSchema}
      label="New credential"
      onSubmit={async (input) => {
        await fetchJson(`/api/connections/${connectionId}/rotate`, { body: input });
        toast({ kind: "good", title: "The new one is in use, the previous one stands by" });
        onDone();
        router.refresh();
      }}
    >
      <p className="text-muted text-sm">
        {isKey
          ? "In CXone open Employees, the same user, Security, Access Keys, and add a second key. Both work side by side."
          : "Ask NICE for a second secret for the same client. Both work side by side."}
      </p>
      {isKey && <TextField name="accessKeyId" label="New access key ID" exact />}
      <PasswordField name="secret" label={isKey ? "New access key secret" : "New client secret"} />
      <ExpiryField name="expiry" label="The new one expires" mustChoose />
      <RetireOnField />
      <FormActions>
        <SubmitButton>Try and use it</SubmitButton>
      </FormActions>
    </Form>
  );
}
