"use client";

import { Select, type SelectOption } from "../ui/select.tsx";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type SelectFieldProps = FieldProps & { options: readonly SelectOption[]; placeholder?: string };

/** A choice of one from a list that is known. */
export function SelectField({
  name,
  label,
  help,
  optional,
  disabled,
  className,
  options,
  placeholder,
}: SelectFieldProps) {
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
      <Select
        {...field.register(name)}
        {...field.aria}
        options={options}
        placeholder={placeholder}
        disabled={disabled}
      />
    </FieldFrame>
  );
}
