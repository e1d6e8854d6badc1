"use client";

import { useWatch } from "react-hook-form";
import { FieldGroup } from "#components/form/field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { useField } from "#components/form/use-field.ts";
import { daysInWords } from "#lib/email/sla/mapping.ts";
import { type BusinessHours, type SlaTime, slaTime } from "#lib/email/sla/schema.ts";

type TimeFieldsProps = {
  name: string;
  label: string;
  /** The field that holds the business hours, or the hours themselves. */
  hoursName?: string;
  hours?: BusinessHours;
};

/** A time in days, hours and minutes, as CXone's drop-downs ask for it, and what days mean in working days. */
export function TimeFields({ name, label, hoursName = "hours", hours }: TimeFieldsProps) {
  const field = useField(name, { help: true });
  const typed = useWatch({ name }) as SlaTime;
  const watched = useWatch({ name: hoursName }) as BusinessHours | undefined;
  const within = hours ?? watched;
  const parsed = slaTime.safeParse(typed);
  const inDays = parsed.success && within ? daysInWords(parsed.data, within) : null;
  return (
    <FieldGroup
      id={field.id}
      label={label}
      error={field.error}
      help={inDays ? `${inDays}: a day counts as 24 business hours.` : "Counted in business hours."}
    >
      <div className="flex flex-wrap gap-3">
        <NumberField name={`${name}.days`} label="Days" className="w-24" />
        <NumberField name={`${name}.hours`} label="Hours" className="w-24" />
        <NumberField name={`${name}.minutes`} label="Minutes" className="w-24" />
      </div>
    </FieldGroup>
  );
}
