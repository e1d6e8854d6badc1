"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { CheckboxField } from "#components/form/toggle-fields.tsx";
import { roleCards } from "#components/people/role-name.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { NewToken, TokenView } from "#lib/people/schema.ts";
import { MadeToken } from "./made-token.tsx";

const loadSchema = () => import("#lib/people/schema.ts").then((file) => file.newTokenSchema);
const empty: NewToken = { name: "", role: "supervisor", expiresInDays: 90, neverExpires: false };

/** Makes a token, then shows its value this once. */
export function NewTokenForm() {
  const [made, setMade] = useState<TokenView & { token: string }>();
  if (made) return <MadeToken made={made} />;
  return (
    <Form<NewToken>
      defaultValues={empty}
      schema={loadSchema}
      onSubmit={async (input) => setMade(await fetchJson("/api/tokens", { body: input }))}
      label="New API token"
    >
      <TextField
        name="name"
        label="Name"
        limit={80}
        autoFocus
        help="What uses it, such as Nightly export. The audit log shows it with everything the token does."
      />
      <RadioCardsField name="role" label="Role" options={roleCards} columns={2} />
      <NumberField
        name="expiresInDays"
        label="Valid for"
        unit="days"
        help="At most 366. Days before it runs out, you make a new one and replace it where it is used."
      />
      <CheckboxField
        name="neverExpires"
        label="Never runs out"
        help="Works until somebody revokes it. Better a date: a lost token then ends by itself."
      />
      <FormActions>
        <SubmitButton>Make token</SubmitButton>
      </FormActions>
    </Form>
  );
}
