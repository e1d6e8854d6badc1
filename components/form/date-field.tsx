"use client";

import { FieldFrame, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

/** A day, as the browser's own picker gives it: "2026-12-01", or "" for none. */
export function DateField(props: FieldProps) {
  const field = useField(props.name, { help: Boolean(props.help) });
  return (
    <FieldFrame {...props} id={field.id} error={field.error}>
      <input
        {...field.registerText()}
        {...field.aria}
        type="date"
        disabled={props.disabled}
        className="control max-w-44"
      />
    </FieldFrame>
  );
}
