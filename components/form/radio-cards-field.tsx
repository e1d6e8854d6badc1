"use client";

import { type RadioCard, RadioCards } from "../ui/radio-cards.tsx";
import { FieldGroup, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type RadioCardsFieldProps = FieldProps & { options: readonly RadioCard[]; columns?: 1 | 2 | 3 };

/** A choice of few, each explained. */
export function RadioCardsField({
  name,
  label,
  help,
  optional,
  disabled,
  className,
  options,
  columns,
}: RadioCardsFieldProps) {
  const field = useField(name, { help: Boolean(help) });
  // `disabled` given to `register` would empty the value.
  return (
    <FieldGroup
      id={field.id}
      label={label}
      help={help}
      error={field.error}
      optional={optional}
      className={className}
    >
      <RadioCards {...field.register(name)} options={options} columns={columns} disabled={disabled} />
    </FieldGroup>
  );
}
