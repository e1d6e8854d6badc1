"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { PrivateHostInput } from "#lib/private-hosts/schema.ts";

const loadSchema = () => import("#lib/private-hosts/schema.ts").then((file) => file.privateHostInput);

/** Names one more host that may be called. */
export function PrivateHostForm() {
  const router = useRouter();
  const [made, setMade] = useState(0);
  return (
    <Form<PrivateHostInput>
      key={made}
      defaultValues={{ host: "", reason: "" }}
      schema={loadSchema}
      onSubmit={async (input) => {
        const { host } = await fetchJson<{ host: string }>("/api/private-hosts", { body: input });
        toast({ kind: "good", title: `${host} may be called` });
        setMade(made + 1);
        router.refresh();
      }}
      label="Allow a private host"
    >
      <TextField
        name="host"
        label="Host"
        exact
        help="A name or an address, with the port when only that one shall be called: idp.intranet.example:8443."
      />
      <TextField name="reason" label="Reason" limit={200} help="What lives there. The audit log keeps it." />
      <FormActions>
        <SubmitButton>Allow host</SubmitButton>
      </FormActions>
    </Form>
  );
}
