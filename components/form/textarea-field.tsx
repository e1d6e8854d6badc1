"use client";

import { FieldFrame, type FieldProps } from "./field.tsx";
import { FieldCounter } from "./field-counter.tsx";
import { useField } from "./use-field.ts";

type TextareaFieldProps = FieldProps & {
  rows?: number;
  placeholder?: string;
  limit?: number;
  exact?: boolean;
};

/** Several lines of text; grows with them where the browser can. */
export function TextareaField({
  name,
  label,
  help,
  optional,
  disabled,
  className,
  rows = 4,
  placeholder,
  limit,
  exact = false,
}: TextareaFieldProps) {
  const field = useField(name, { help: Boolean(help) });
  return (
    <FieldFrame
      id={field.id}
      label={label}
      help={help}
      error={field.error}
      optional={optional}
      className={className}
      aside={limit !== undefined && <FieldCounter name={name} limit={limit} />}
    >
      <textarea
        {...field.register(name)}
        {...field.aria}
        rows={rows}
        disabled={disabled}
        placeholder={placeholder}
        spellCheck={!exact}
        className={exact ? "control field-sizing-content font-mono" : "control field-sizing-content"}
      />
    </FieldFrame>
  );
}
