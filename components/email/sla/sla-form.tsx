"use client";

import { lazy, Suspense } from "react";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type {
  BusinessHours,
  GlobalSlaForm,
  GlobalSlaInput,
  SlaTargets,
  SlaView,
} from "#lib/email/sla/schema.ts";
import { ClosedDays } from "./closed-days.tsx";
import { TimeFields } from "./time-fields.tsx";

const HoursEntries = lazy(() => import("#components/hours/hours-entries.tsx"));
const WorkedExample = lazy(() => import("./worked-example.tsx"));

const loadSchema = () => import("#lib/email/sla/schema.ts").then((file) => file.globalSlaInput);

/** What one is offered before anything was saved. */
const FIRST: SlaTargets = {
  firstResponse: { days: 0, hours: 4, minutes: 0 },
  solution: { days: 1, hours: 0, minutes: 0 },
};

type SlaFormProps = { sla: SlaView; onSaved: (sla: SlaView) => void };

/** Business hours and times, with the example beside them that changes while one types. */
export function SlaForm({ sla, onSaved }: SlaFormProps) {
  const save = async (input: GlobalSlaInput) => {
    const saved = await fetchJson<SlaView>(`/api/email/sla/${sla.connectionId}`, {
      method: "PUT",
      body: input,
    });
    toast({ kind: "good", title: "Saved: now enter it in CXone" });
    onSaved(saved);
  };
  return (
    <Form<GlobalSlaForm, GlobalSlaInput>
      defaultValues={{ hours: sla.hours, targets: sla.targets ?? FIRST, version: sla.version }}
      schema={loadSchema}
      onSubmit={save}
      label="Global service level"
    >
      <div className="grid gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-6">
          <div>
            <h3 className="font-medium text-sm">Business hours</h3>
            <Suspense fallback={<Skeleton className="mt-2 h-40" />}>
              <HoursEntries name="hours" />
            </Suspense>
          </div>
          <ClosedDays name="hours.closed" />
          <TimeFields name="targets.firstResponse" label="First Response Time" hoursName="hours" />
          <TimeFields name="targets.solution" label="Solution Time" hoursName="hours" />
        </div>
        <Example />
      </div>
      <FormActions>
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Example() {
  const hours = useWatch({ name: "hours" }) as BusinessHours;
  const targets = useWatch({ name: "targets" }) as SlaTargets;
  return (
    <Suspense fallback={<Skeleton className="h-64" />}>
      <WorkedExample hours={hours} targets={targets} />
    </Suspense>
  );
}
