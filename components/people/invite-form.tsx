"use client";

import NextLink from "next/link";
import { useEffect, useRef, useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { Invitation, MadeInvitation } from "#lib/people/schema.ts";
import { MadeLink } from "./made-link.tsx";
import { roleCards } from "./role-name.ts";

const loadSchema = () => import("#lib/people/schema.ts").then((file) => file.invitationSchema);
const empty: Invitation = { name: "", email: "", role: "supervisor" };

/** Makes an invitation, then shows its link this once. */
export function InviteForm() {
  const [made, setMade] = useState<MadeInvitation>();
  if (made) return <Made invitation={made} />;
  return (
    <Form<Invitation>
      defaultValues={empty}
      schema={loadSchema}
      onSubmit={async (input) => setMade(await fetchJson("/api/invites", { body: input }))}
      label="New invitation"
    >
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
      <FormActions>
        <SubmitButton>Make invitation</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Made({ invitation }: { invitation: MadeInvitation }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="space-y-4">
      <h2 ref={heading} tabIndex={-1} className="text-base">
        {invitation.name} is invited
      </h2>
      <MadeLink link={invitation} label="Invitation link" name={invitation.name} />
      <FormActions>
        <Button asChild variant="primary">
          <NextLink href="/settings/people">I handed it over</NextLink>
        </Button>
      </FormActions>
    </div>
  );
}
