"use client";

import { useEffect } from "react";
import { useFormContext } from "react-hook-form";
import { SelectField } from "#components/form/select-field.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import type { Asked } from "./use-answer.ts";

export type Options = { items: VoiceChoice[] };

type OptionFieldProps = {
  name: string;
  label: string;
  /** What the contact centre was asked; nothing while something before it is not chosen. */
  asked: Asked<Options>;
  /** What stands there until then. */
  before: string;
  /** What stands there when the contact centre lists nothing. */
  none: string;
};

/** A choice among what the contact centre lists. What was chosen before stays chosen where it is still offered. */
export function OptionField({ name, label, asked, before, none }: OptionFieldProps) {
  const { getValues, setValue } = useFormContext();
  const { answer, problem, loading, again } = asked;
  const items = answer?.items;
  useEffect(() => {
    if (!items) return;
    const chosen: unknown = getValues(name);
    // A select shows what it was given only once the option is there.
    setValue(name, items.some(({ id }) => id === chosen) ? chosen : "");
  }, [items, name, getValues, setValue]);

  if (problem) return <ErrorState problem={problem} onRetry={again} retrying={loading} />;
  return (
    <SelectField
      name={name}
      label={label}
      placeholder={
        loading ? "Asking CXone…" : items === undefined ? before : items.length === 0 ? none : "Choose"
      }
      disabled={items === undefined}
      options={(items ?? []).map(({ id, name: text, status }) => ({
        value: id,
        label: status === null || status === "ACTIVE" ? text : `${text} · ${status}`,
      }))}
    />
  );
}
