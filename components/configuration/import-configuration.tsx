"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ConfigurationOutcome, ConfigurationPlan } from "#lib/configuration/schema.ts";
import { ApplyConfiguration } from "./apply-configuration.tsx";
import { ImportOutcomes } from "./import-outcomes.tsx";
import { PickFile } from "./pick-file.tsx";

const loadSchema = () => import("#lib/configuration/schema.ts").then((file) => file.planInput);

type Planned = { file: string; plan: ConfigurationPlan };

/** A file, its plan, its secrets, and what became of it: one below the other. */
export function ImportConfiguration() {
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [outcomes, setOutcomes] = useState<ConfigurationOutcome[] | null>(null);

  const plan = async ({ file }: { file: string }) => {
    setOutcomes(null);
    setPlanned({
      file,
      plan: await fetchJson<ConfigurationPlan>("/api/configuration/plan", { body: { file } }),
    });
  };
  const apply = async (secrets: Record<string, string>) => {
    if (!planned) return;
    const { file, plan } = planned;
    const body = { file, fingerprint: plan.fingerprint, secrets };
    const done = await fetchJson<{ items: ConfigurationOutcome[] }>("/api/configuration/apply", { body });
    setOutcomes(done.items);
    setPlanned(null);
  };

  return (
    <div className="space-y-6">
      <Form<{ file: string }>
        defaultValues={{ file: "" }}
        schema={loadSchema}
        onSubmit={plan}
        label="Import"
        guard={false}
      >
        <TextareaField
          name="file"
          label="File"
          rows={12}
          exact
          help="Paste the file or choose it. Nothing is changed before you have seen the plan; what is not in the file is left alone."
        />
        <FormActions>
          <SubmitButton>Plan the import</SubmitButton>
          <PickFile name="file" />
        </FormActions>
      </Form>
      {planned && <ApplyConfiguration key={planned.plan.fingerprint} plan={planned.plan} onApply={apply} />}
      {outcomes && <ImportOutcomes outcomes={outcomes} />}
    </div>
  );
}
