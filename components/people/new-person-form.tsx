"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { NewUser, UserView } from "#lib/people/schema.ts";
import { roleCards } from "./role-name.ts";

const loadSchema = () => import("#lib/people/schema.ts").then((file) => file.newUserSchema);
const empty: NewUser = { name: "", email: "", role: "supervisor", password: "" };

/** Makes a person who can sign in, and leads back to the list. */
export function NewPersonForm() {
  const router = useRouter();
  const add = async (input: NewUser) => {
    const person = await fetchJson<UserView>("/api/users", { body: input });
    toast({ kind: "good", title: `${person.name} can sign in now` });
    router.push("/settings/people");
  };
  return (
    <Form<NewUser> defaultValues={empty} schema={loadSchema} onSubmit={add} label="New person">
      <TextField
        name="name"
        label="Name"
        limit={80}
        autoFocus
        help="As others see it, in the audit log for example."
      />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        help="For signing in. Patchbay sends nothing to it."
      />
      <RadioCardsField name="role" label="Role" options={roleCards} columns={2} />
      <PasswordField
        name="password"
        label="Password"
        autoComplete="new-password"
        help="At least 12 characters. Give it to the person yourself; it is not shown again."
      />
      <FormActions>
        <SubmitButton>Add person</SubmitButton>
      </FormActions>
    </Form>
  );
}
