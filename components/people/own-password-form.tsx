"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { OwnPassword } from "#lib/people/schema.ts";

const loadSchema = () => import("#lib/people/schema.ts").then((file) => file.ownPasswordSchema);
const empty: OwnPassword = { current: "", password: "" };

/** Changes the password of who is signed in. */
export function OwnPasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const [changes, setChanges] = useState(0);
  const change = async (input: OwnPassword) => {
    await fetchJson("/api/session/password", { body: input });
    toast({ kind: "good", title: "Your password is changed; your other sessions have ended" });
    // A new form: neither password stays in the page.
    setChanges(changes + 1);
    router.refresh();
  };
  return (
    <Form<OwnPassword>
      key={changes}
      defaultValues={empty}
      schema={loadSchema}
      onSubmit={change}
      guard={false}
      label="Change password"
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField name="current" label="Password as it is" autoComplete="current-password" />
      <PasswordField
        name="password"
        label="New password"
        autoComplete="new-password"
        help="12 to 200 characters. A few words are better than many signs."
      />
      <FormActions>
        <SubmitButton>Change password</SubmitButton>
      </FormActions>
    </Form>
  );
}
