"use client";

import { Form } from "#components/form/form.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { OwnSession } from "#lib/auth/schema.ts";

const loadSchema = () => import("#lib/auth/schema.ts").then((file) => file.confirmSchema);

type ConfirmByPasswordProps = { session: OwnSession; onDone: (confirmed: boolean) => void };

/** The password of who is signed in. */
export function ConfirmByPassword({ session, onDone }: ConfirmByPasswordProps) {
  const confirm = async (values: { password: string }) => {
    await fetchJson("/api/session/confirm", { body: values });
    onDone(true);
  };
  return (
    <Form
      defaultValues={{ password: "" }}
      schema={loadSchema}
      onSubmit={confirm}
      guard={false}
      label="Confirm that it is you"
    >
      {/* For password managers, which look for the name beside the password. */}
      <input type="hidden" name="username" autoComplete="username" value={session.email} readOnly />
      <PasswordField
        name="password"
        label={`Password of ${session.name}`}
        help={session.email}
        autoComplete="current-password"
        autoFocus
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onDone(false)}>Cancel</Button>
        <SubmitButton>Confirm</SubmitButton>
      </div>
    </Form>
  );
}
