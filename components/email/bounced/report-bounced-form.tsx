"use client";

import { useEffect } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { BouncedChannel, ReportForm, ReportInput } from "#lib/email/bounced/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";

const loadSchema = () => import("#lib/email/bounced/schema.ts").then((file) => file.reportInput);

type ReportBouncedFormProps = {
  tenants: readonly TenantChoice[];
  channels: readonly BouncedChannel[];
  onDone: () => void;
};

/** An address and what is known of its bounce. The list follows by its live update. */
export default function ReportBouncedForm({ tenants, channels, onDone }: ReportBouncedFormProps) {
  return (
    <Form<ReportForm, ReportInput>
      defaultValues={{ connectionId: tenants[0]?.id ?? "", address: "", detail: "", channelId: "" }}
      schema={loadSchema}
      onSubmit={async (body) => {
        await fetchJson("/api/email/bounced", { body });
        onDone();
      }}
      guard={false}
      label="Bounced address"
    >
      {tenants.length > 1 && (
        <SelectField
          name="connectionId"
          label="Connection"
          options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField name="address" label="Address" type="email" exact autoFocus />
      <TextField
        name="detail"
        label="Detail"
        optional
        limit={500}
        help="What the bounce said: 550 5.1.1 User unknown."
      />
      <ChannelField channels={channels} />
      <FormActions>
        <SubmitButton>Report address</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The channels of the chosen connection. */
function ChannelField({ channels }: Pick<ReportBouncedFormProps, "channels">) {
  const [connectionId, chosen] = useWatch<ReportForm, ["connectionId", "channelId"]>({
    name: ["connectionId", "channelId"],
  });
  const { setValue } = useFormContext<ReportForm>();
  const own = channels.filter((channel) => channel.connectionId === connectionId);
  // A channel of the connection that was chosen before is no choice any more.
  const isForeign = chosen !== "" && !own.some(({ id }) => id === chosen);
  useEffect(() => {
    if (isForeign) setValue("channelId", "");
  }, [isForeign, setValue]);
  if (own.length === 0) return null;
  return (
    <SelectField
      name="channelId"
      label="Channel"
      help="Whose mail came back."
      options={[
        { value: "", label: "Not known" },
        ...own.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
