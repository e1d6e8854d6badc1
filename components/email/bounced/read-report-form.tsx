"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DeliveryReportInput, ReadReport } from "#lib/email/bounced/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";

const loadSchema = () => import("#lib/email/bounced/schema.ts").then((file) => file.deliveryReportInput);

type ReadReportFormProps = { tenants: readonly TenantChoice[]; onDone: () => void };

/** Takes a report as it came and says what it came to. The list follows by its live update. */
export default function ReadReportForm({ tenants, onDone }: ReadReportFormProps) {
  const [read, setRead] = useState<ReadReport | null>(null);
  if (read) return <Outcome read={read} onDone={onDone} />;
  return (
    <Form<DeliveryReportInput>
      defaultValues={{ connectionId: tenants[0]?.id ?? "", raw: "" }}
      schema={loadSchema}
      onSubmit={async (body) => setRead(await fetchJson<ReadReport>("/api/email/bounced/reports", { body }))}
      guard={false}
      label="Delivery report"
    >
      {tenants.length > 1 && (
        <SelectField
          name="connectionId"
          label="Connection"
          options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextareaField
        name="raw"
        label="The report as it came"
        rows={10}
        exact
        help="The whole mail: Show original in Gmail, the .eml file elsewhere. Its attachment with the fields (Final-Recipient, Status) is enough. Patchbay keeps addresses, statuses and the server's words, not the mail."
      />
      <FormActions>
        <SubmitButton>Read report</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Outcome({
  read: { stored, others, channel, mailId },
  onDone,
}: {
  read: ReadReport;
  onDone: () => void;
}) {
  return (
    <div className="grid gap-3 text-sm">
      <p>
        Stored as bounced, {channel ? `of the channel ${channel.name}` : "of no known channel"}
        {mailId && ". It was a mail of Patchbay, which is marked as sent back"}.
      </p>
      <ul className="divide-y rounded-md border bg-surface">
        {stored.map(({ address, status, title, fix }) => (
          <li key={address} className="px-3 py-2">
            <p className="break-all font-medium">{address}</p>
            <p>
              <span className="font-mono text-xs">{status}</span> {title}
            </p>
            <p className="text-muted">{fix}</p>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="text-muted">
          Not stored: {others.map(({ address, action }) => `${address} (${action})`).join(", ")}.
        </p>
      )}
      <div className="flex justify-end">
        <Button onClick={onDone}>Close</Button>
      </div>
    </div>
  );
}
