"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Time } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { RetentionInput, RetentionView } from "#lib/retention/schema.ts";

const loadSchema = () => import("#lib/retention/schema.ts").then((file) => file.retentionInput);

/** How long each log is kept. */
export function RetentionForm({ retention }: { retention: RetentionView }) {
  const [version, setVersion] = useState(retention.version);
  const save = async (input: RetentionInput) => {
    const saved = await fetchJson<RetentionView>("/api/retention", {
      method: "PUT",
      body: { ...input, version },
    });
    setVersion(saved.version);
    toast({ kind: "good", title: "Saved: what is older goes within the hour" });
  };
  const { requestLogDays, deliveriesDays, transferDays, outboundDays } = retention;
  const { oldestRequestAt, oldestDeliveryAt, oldestTransferAt, oldestOutboundAt } = retention;
  return (
    <Form<RetentionInput>
      defaultValues={{ requestLogDays, deliveriesDays, transferDays, outboundDays }}
      schema={loadSchema}
      onSubmit={save}
      label="Retention"
    >
      <NumberField
        name="requestLogDays"
        label="Request log"
        unit="days"
        help={
          <Help what="Calls to other systems, with what was sent and answered." oldest={oldestRequestAt} />
        }
      />
      <NumberField
        name="deliveriesDays"
        label="Deliveries"
        unit="days"
        help={
          <Help
            what="What came to Patchbay. Parked and waiting deliveries stay until they are carried out; transcripts are not touched."
            oldest={oldestDeliveryAt}
          />
        }
      />
      <NumberField
        name="transferDays"
        label="Transfers"
        unit="days"
        help={
          <Help
            what="Calls that were transferred, with their timelines. How many ended in which way stays: it names nobody."
            oldest={oldestTransferAt}
          />
        }
      />
      <NumberField
        name="outboundDays"
        label="Personal Connection calls"
        unit="days"
        help={
          <Help
            what="Calls that were placed, with their timelines, and call lists once none of their calls is left. Calls that wait stay."
            oldest={oldestOutboundAt}
          />
        }
      />
      <FormActions>
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Help({ what, oldest }: { what: string; oldest: string | null }) {
  return (
    <>
      {what} From 1 to 400 days.{" "}
      {oldest ? (
        <>
          The oldest row is from <Time at={oldest} />.
        </>
      ) : (
        "It is empty now."
      )}
    </>
  );
}
