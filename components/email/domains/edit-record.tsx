"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { kindOf } from "#lib/email/domains/mapping.ts";
import { fullName, normaliseValue } from "#lib/email/domains/paste/mapping.ts";
import type { DomainRecord, DomainRecordForm } from "#lib/email/domains/schema.ts";

type EditRecordProps = {
  domain: string;
  /** Null for a new one. */
  record: DomainRecord | null;
  onSave: (record: DomainRecord) => Promise<void>;
};

const loadSchema = () => import("#lib/email/domains/schema.ts").then((file) => file.domainRecord);
const TYPES = ["TXT", "CNAME", "MX"].map((type) => ({ value: type, label: type }));
const NEEDS = [
  { value: "required", label: "Required", note: "Without it the domain is not verified." },
  { value: "recommended", label: "Recommended", note: "It helps mail arrive; SES does not ask for it." },
];

/** One record by hand; host and value may be written in any usual way. */
export default function EditRecord({ domain, record, onSave }: EditRecordProps) {
  return (
    <Form<DomainRecordForm, DomainRecord>
      defaultValues={record ?? { kind: "other", type: "TXT", name: domain, value: "", need: "required" }}
      schema={loadSchema}
      onSubmit={(input) => {
        const name = fullName(input.name, domain) ?? input.name;
        const value = normaliseValue(input.type, input.value);
        const typed = { ...input, name, value };
        const isSameKind = record !== null && record.type === typed.type && record.name === name;
        return onSave({ ...typed, kind: isSameKind ? record.kind : kindOf(typed, domain) });
      }}
      guard={false}
      label="Record"
    >
      <div className="grid gap-4 sm:grid-cols-[8rem_1fr]">
        <SelectField name="type" label="Type" options={TYPES} />
        <TextField name="name" label="Name" exact help={`With or without ${domain} at its end.`} />
      </div>
      <TextField
        name="value"
        label="Value"
        exact
        optional
        help="An MX with its priority: 10 mail.example.com."
      />
      <RadioCardsField name="need" label="Need" options={NEEDS} columns={2} />
      <FormActions>
        <SubmitButton>Keep record</SubmitButton>
      </FormActions>
    </Form>
  );
}
