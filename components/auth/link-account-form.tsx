"use client";

import NextLink from "next/link";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";

const loadSchema = () => import("#lib/auth/schema.ts").then((file) => file.confirmSchema);

/** Asks once for the password of an account that was here before its person came through the provider. */
export function LinkAccountForm({ next }: { next: string }) {
  const link = async (values: { password: string }) => {
    await fetchJson("/api/auth/oidc/link", { body: values });
    window.location.assign(next);
    // The page is leaving: the button stays busy until it has.
    await new Promise(() => {});
  };
  return (
    <Form
      defaultValues={{ password: "" }}
      schema={loadSchema}
      onSubmit={link}
      guard={false}
      label="Link account"
    >
      <PasswordField name="password" label="Password" autoComplete="current-password" autoFocus />
      <FormActions
        aside={
          <Button asChild variant="ghost">
            <NextLink href="/sign-in">Start again</NextLink>
          </Button>
        }
      >
        <SubmitButton>Link and sign in</SubmitButton>
      </FormActions>
    </Form>
  );
}
