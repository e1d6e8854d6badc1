"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { NameServersForm, NameServersFormOutput } from "#lib/name-servers/schema.ts";

const loadSchema = () => import("#lib/name-servers/schema.ts").then((file) => file.nameServersForm);

type NameServersFormProps = { servers: readonly string[]; onDone: () => void };

/** Up to three addresses, one per line; none gives the choice back. */
export default function NameServersFormBody({ servers, onDone }: NameServersFormProps) {
  const router = useRouter();
  return (
    <Form<NameServersForm, NameServersFormOutput>
      defaultValues={{ servers: servers.join("\n") }}
      schema={loadSchema}
      onSubmit={async (body) => {
        await fetchJson("/api/name-servers", { method: "PUT", body });
        onDone();
        router.refresh();
      }}
      guard={false}
      label="DNS servers"
    >
      <TextareaField
        name="servers"
        label="Addresses"
        optional
        rows={3}
        exact
        help="Up to three, one per line, asked in this order: 1.1.1.1 or 10.0.0.53:5353. Empty: the environment's or the system's. One in a private network has to be allowed under Settings > Private hosts first."
      />
      <FormActions>
        <SubmitButton>Use these servers</SubmitButton>
      </FormActions>
    </Form>
  );
}
