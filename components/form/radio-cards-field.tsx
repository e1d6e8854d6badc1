"use client";

import { type RadioCard, RadioCards } from "../ui/radio-cards.tsx";
import { FieldGroup, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type RadioCardsFieldProps = FieldProps & { options: readonly RadioCard[]; columns?: 1 | 2 | 3 };

/** A choice of few, each explained. */
export function RadioCardsField({ options, columns, ...props }: RadioCardsFieldProps) {
  const field = useField(props.name, { help: Boolean(props.help) });
  // `disabled` given to `register` would empty the value.
  return (
    <FieldGroup {...props} id={field.id} error={field.error}>
      <RadioCards
        {...field.register(props.name)}
        options={options}
        columns={columns}
        disabled={props.disabled}
      />
    </FieldGroup>
  );
}
