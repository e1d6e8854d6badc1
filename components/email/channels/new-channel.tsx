"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CreateChannelInput } from "#lib/email/channels/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";

const loadSchema = () => import("#lib/email/channels/schema.ts").then((file) => file.createChannelInput);

/** The beginning of an email channel: its tenant and its name. Nothing is made in CXone yet. */
export function NewChannel({ tenants, chosen }: { tenants: readonly TenantChoice[]; chosen: string }) {
  const router = useRouter();
  const [only] = tenants.length === 1 ? tenants : [];
  return (
    <Form<CreateChannelInput>
      defaultValues={{ connectionId: only?.id ?? chosen, name: "" }}
      schema={loadSchema}
      onSubmit={async (body) => {
        const made = await fetchJson<{ id: string }>("/api/email/channels", { body });
        router.push(`/email/channels/${made.id}/setup/connection`);
      }}
      label="New email channel"
    >
      {only ? (
        <p className="text-sm">
          <span className="text-muted">Tenant</span> {only.name}
        </p>
      ) : (
        <SelectField
          name="connectionId"
          label="Tenant"
          placeholder="Choose"
          options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField
        name="name"
        label="Channel name"
        limit={100}
        autoFocus
        help="Shown inside CXone, such as Support mail. Contacts do not see it."
      />
      <FormActions>
        <SubmitButton>Save and continue</SubmitButton>
      </FormActions>
    </Form>
  );
}
