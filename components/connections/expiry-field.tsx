"use client";

import { useState } from "react";
import { FieldFrame, type FieldProps } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Select } from "#components/ui/select.tsx";

type ExpiryFieldProps = Omit<FieldProps, "optional"> & {
  /** Not knowing is no answer here. */
  mustChoose?: boolean;
};

/** When a secret runs out: a date, never, or not known yet, which the expiry calendar flags. */
export function ExpiryField({ name, label, help, mustChoose = false, className }: ExpiryFieldProps) {
  const field = useField(name, { help: Boolean(help) });
  const [kind, setKind] = useState(() => {
    const value: unknown = field.getValues(name);
    return value === "never" || value === "" || value === undefined ? (value ?? "") : "date";
  });
  const choose = (next: string) => {
    setKind(next);
    field.type(next === "date" ? "" : next);
  };
  const options = [
    { value: "date", label: "On a date" },
    { value: "never", label: "Never" },
  ];
  return (
    <FieldFrame id={field.id} label={label} help={help} error={field.error} className={className}>
      <div className="grid gap-2 sm:grid-cols-2">
        <Select
          {...field.aria}
          value={kind}
          onChange={(event) => choose(event.target.value)}
          options={mustChoose ? options : [{ value: "", label: "Not known yet" }, ...options]}
          {...(mustChoose && { placeholder: "Choose" })}
        />
        {kind === "date" && (
          <input type="date" className="control" aria-label={`${label}: date`} {...field.register(name)} />
        )}
      </div>
    </FieldFrame>
  );
}
