"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { sendSignIn } from "./send-sign-in.ts";

const loadSchema = () => import("#lib/auth/schema.ts").then((file) => file.signInSchema);

/** E-mail and password; leads to `next` afterwards, with a whole page load, so that nothing of a former person stays. */
export function SignInForm({ next }: { next: string }) {
  const submit = async (values: { email: string; password: string }) => {
    await sendSignIn(values);
    window.location.assign(next);
    // The page is leaving: the button stays busy until it has.
    await new Promise(() => {});
  };
  return (
    <Form
      defaultValues={{ email: "", password: "" }}
      schema={loadSchema}
      onSubmit={submit}
      guard={false}
      label="Sign in"
    >
      <TextField name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
      <PasswordField name="password" label="Password" autoComplete="current-password" />
      <FormActions>
        <SubmitButton>Sign in</SubmitButton>
      </FormActions>
    </Form>
  );
}
