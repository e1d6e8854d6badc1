"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { PersonChange, PersonView } from "#lib/people/schema.ts";
import { roleCards } from "./role-name.ts";

const loadSchema = () => import("#lib/people/schema.ts").then((file) => file.personChangeSchema);

type PersonFormProps = { person: PersonView; isMe: boolean };

/** Name and role of a person. */
export function PersonForm({ person, isMe }: PersonFormProps) {
  const router = useRouter();
  const save = async (input: PersonChange) => {
    const { revision } = person;
    await fetchJson(`/api/users/${person.id}`, { method: "PATCH", body: { ...input, revision } });
    toast({ kind: "good", title: `${input.name} is saved` });
    router.refresh();
  };
  const options = isMe
    ? roleCards.map((card) =>
        card.value === person.role
          ? card
          : { ...card, disabledReason: "Another admin can give you this role." },
      )
    : roleCards;
  const { name, role, revision } = person;
  return (
    <Form<PersonChange>
      key={revision}
      defaultValues={{ name, role: role as PersonChange["role"], revision }}
      schema={loadSchema}
      onSubmit={save}
      label="Name and role"
    >
      <TextField name="name" label="Name" limit={80} />
      <RadioCardsField
        name="role"
        label="Role"
        options={options}
        columns={2}
        help={
          person.signsInBy.includes("oidc")
            ? "Counts at once, until the next sign-in through the identity provider: then the groups decide."
            : "Counts at once, also for open sessions."
        }
      />
      <FormActions>
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
