"use client";

import { FieldFrame, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

/** A day, as the browser's own picker gives it: "2026-12-01", or "" for none. */
export function DateField({ name, label, help, optional, disabled, className }: FieldProps) {
  const field = useField(name, { help: Boolean(help) });
  return (
    <FieldFrame
      id={field.id}
      label={label}
      help={help}
      error={field.error}
      optional={optional}
      className={className}
    >
      <input
        {...field.registerText()}
        {...field.aria}
        type="date"
        disabled={disabled}
        className="control max-w-44"
      />
    </FieldFrame>
  );
}
