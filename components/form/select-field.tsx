"use client";

import { Select, type SelectOption } from "../ui/select.tsx";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type SelectFieldProps = FieldProps & { options: readonly SelectOption[]; placeholder?: string };

/** A choice of one from a list that is known. */
export function SelectField({ options, placeholder, ...props }: SelectFieldProps) {
  const field = useField(props.name, { help: Boolean(props.help) });
  return (
    <FieldFrame {...props} id={field.id} error={field.error}>
      <Select
        {...field.register(props.name)}
        {...field.aria}
        options={options}
        placeholder={placeholder}
        disabled={props.disabled}
      />
    </FieldFrame>
  );
}
