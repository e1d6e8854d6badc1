"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { NameInput } from "#lib/handover/schema.ts";
import { NameFields } from "./name-fields.tsx";
import { setupPath } from "./setup-path.ts";
import { createHandover } from "./steps/name-step.tsx";

const loadSchema = () => import("#lib/handover/schema.ts").then((file) => file.nameInput);

/** The first step of a handover, before it exists: with its name it does. */
export function NewHandover() {
  const router = useRouter();
  return (
    <Form
      defaultValues={{ name: "", platformIntegrated: false as const }}
      schema={loadSchema}
      onSubmit={async (input: NameInput) => router.push(setupPath(await createHandover(input), "bot"))}
      label="New handover"
    >
      <NameFields autoFocus />
      <FormActions>
        <SubmitButton>Save and continue</SubmitButton>
      </FormActions>
    </Form>
  );
}
