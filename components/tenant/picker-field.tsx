"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { FieldGroup } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

// Fetched after the form: form and pickers together would weigh too much for the first load.
export const LazyCampaignPicker = lazy(() =>
  import("#components/campaigns/campaign-picker.tsx").then((file) => ({ default: file.CampaignPicker })),
);
export const LazySkillPicker = lazy(() =>
  import("#components/skills/skill-picker.tsx").then((file) => ({ default: file.SkillPicker })),
);
export const LazyAgentPicker = lazy(() =>
  import("#components/agents/agent-picker.tsx").then((file) => ({ default: file.AgentPicker })),
);
export const LazyScriptPicker = lazy(() =>
  import("#components/scripts/script-picker.tsx").then((file) => ({ default: file.ScriptPicker })),
);

type PickerFieldProps = {
  /** Field that holds what is chosen; its error stands under the picker. */
  name: string;
  label: string;
  help?: string;
  children: ReactNode;
};

/** A picker as a field of a form. */
export function PickerField({ name, label, help, children }: PickerFieldProps) {
  const field = useField(name, { help: Boolean(help) });
  return (
    <FieldGroup id={field.id} label={label} help={help} error={field.error}>
      <Suspense fallback={<Skeleton className="h-24" />}>{children}</Suspense>
    </FieldGroup>
  );
}
