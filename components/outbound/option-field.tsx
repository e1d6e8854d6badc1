"use client";

import { useEffect } from "react";
import { get, useFormContext, useFormState } from "react-hook-form";
import { SelectField } from "#components/form/select-field.tsx";
import type { Asked } from "#components/form/use-answer.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";

export type Options = { items: VoiceChoice[] };

export const NO_AGENT =
  "CXone lists no agent of this campaign. Choose another campaign, or assign agents to it in CXone.";

/** Why no call goes through a campaign; null where one does. */
export function whyNotUsable({ status, detail }: VoiceChoice): string | null {
  if (status === "INACTIVE") return "inactive in CXone";
  return detail?.startsWith("Not usable: ") ? detail.replace("Not usable: ", "") : null;
}

const NEVER = () => null;

type OptionFieldProps = {
  name: string;
  label: string;
  /** What the contact centre was asked; nothing while something before it is not chosen. */
  asked: Asked<Options>;
  /** What stands there until then. */
  before: string;
  /** What is said when the contact centre lists nothing, in place of asking for a choice. */
  none: string;
  /** Why one of them cannot be chosen; it is shown all the same, so that nobody looks for it. */
  unusable?: (item: VoiceChoice) => string | null;
};

/** A choice among what the contact centre lists. What was chosen before stays chosen where it is still offered. */
export function OptionField({ name, label, asked, before, none, unusable = NEVER }: OptionFieldProps) {
  const { control, getValues, setValue, setError } = useFormContext();
  const { errors } = useFormState({ control, name });
  const { answer, problem, loading, again } = asked;
  const items = answer?.items;
  useEffect(() => {
    if (!items) return;
    const chosen: unknown = getValues(name);
    const isOffered = items.some((item) => item.id === chosen && unusable(item) === null);
    // A select shows what it was given only once the option is there.
    setValue(name, isOffered ? chosen : "");
  }, [items, name, unusable, getValues, setValue]);

  const isEmpty = items?.length === 0;
  const { message } = (get(errors, name) ?? {}) as { message?: unknown };
  // "Choose one" would lead nobody on where there is none.
  useEffect(() => {
    if (isEmpty && typeof message === "string" && message !== none) setError(name, { message: none });
  }, [isEmpty, message, name, none, setError]);

  if (problem) return <ErrorState problem={problem} onRetry={again} retrying={loading} />;
  return (
    <SelectField
      name={name}
      label={label}
      help={isEmpty && !message ? none : undefined}
      placeholder={loading ? "Asking CXone…" : items === undefined ? before : isEmpty ? "None" : "Choose"}
      disabled={items === undefined}
      options={(items ?? []).map((item) => {
        const why = unusable(item);
        const status = item.status === "ACTIVE" ? null : item.status;
        return {
          value: item.id,
          label: [item.name, why ?? status].filter(Boolean).join(" · "),
          disabled: why !== null,
        };
      })}
    />
  );
}
