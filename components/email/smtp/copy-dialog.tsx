"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CopySmtp, SmtpView } from "#lib/email/smtp/schema.ts";

const loadSchema = () => import("#lib/email/smtp/schema.ts").then((file) => file.copySmtpSchema);

type CopyDialogProps = {
  smtp: SmtpView;
  tenants: readonly { id: string; name: string }[];
  onClose: () => void;
};

/** The same server and application for another domain or business unit (M-28). */
export default function CopyDialog({ smtp, tenants, onClose }: CopyDialogProps) {
  const router = useRouter();
  return (
    <Dialog open onOpenChange={onClose} title={`Copy ${smtp.name}`}>
      <Form<CopySmtp>
        defaultValues={{ connectionId: smtp.connection.id, name: "", mailbox: "" }}
        schema={loadSchema}
        label="Copy"
        onSubmit={async (input) => {
          const made = await fetchJson<SmtpView>(`/api/email/smtp/${smtp.id}/copy`, { body: input });
          onClose();
          router.push(`/email/smtp/${made.id}`);
        }}
      >
        <p className="text-muted text-sm">
          Server, application and client secret are copied inside Patchbay. A password belongs to one mailbox
          and an authorisation to one account: those are given anew.
        </p>
        {tenants.length > 1 && (
          <SelectField
            name="connectionId"
            label="Tenant"
            options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextField name="name" label="Name" limit={80} />
        <TextField name="mailbox" label="Mailbox" exact placeholder="sales@example.com" />
        <FormActions>
          <SubmitButton>Copy</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
