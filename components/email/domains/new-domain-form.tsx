"use client";

import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { SES_REGIONS } from "#lib/email/domains/mapping.ts";
import type { DomainDetail, NewDomainForm, NewDomainInput } from "#lib/email/domains/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { DOMAIN_PATH } from "./domain-path.ts";
import { PastePreview } from "./paste-preview.tsx";

type NewDomainFormProps = { tenants: readonly TenantChoice[]; channel: string | undefined };

const loadSchema = () => import("#lib/email/domains/schema.ts").then((file) => file.newDomainInput);

/** A domain and, when they are at hand already, the records that CXone shows for it. */
export default function NewDomainFormBody({ tenants, channel }: NewDomainFormProps) {
  const router = useRouter();
  return (
    <Form<NewDomainForm, NewDomainInput>
      defaultValues={{ connectionId: tenants[0]?.id ?? "", name: "", region: "us-west-2", paste: "" }}
      schema={loadSchema}
      onSubmit={async (body) => {
        const { id } = await fetchJson<DomainDetail>("/api/email/domains", { body });
        router.push(`/email/domains/${id}${channel ? `?channel=${channel}` : ""}`);
      }}
      guard={false}
      label="New email domain"
    >
      {tenants.length > 1 && (
        <SelectField
          name="connectionId"
          label="Connection"
          options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Domain" exact autoFocus help="What stands behind the @: example.com." />
        <SelectField
          name="region"
          label="Region of SES"
          options={SES_REGIONS.map((region) => ({ value: region, label: region }))}
          help="As in the MX record that CXone shows. Records you paste count before it."
        />
      </div>
      <TextareaField
        name="paste"
        label="Records from CXone's page"
        optional
        rows={7}
        exact
        help={`${DOMAIN_PATH.join(" > ")}: select the table of records there, copy it, paste it here. CSV and lines of a zone file work too.`}
      />
      <Preview />
      <FormActions>
        <SubmitButton>Add domain</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Preview() {
  const [name, paste] = useWatch<NewDomainForm, ["name", "paste"]>({ name: ["name", "paste"] });
  return <PastePreview text={paste ?? ""} domain={name.trim().toLowerCase()} />;
}
