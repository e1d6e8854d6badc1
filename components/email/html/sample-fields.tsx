"use client";

import { useId } from "react";
import { useWatch } from "react-hook-form";
import { FieldError } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { VARIABLES, type Values, variablesOf } from "#lib/email/html/mapping.ts";

type SampleFieldsProps = {
  /** The field that holds the values, and those whose text has variables. */
  name: string;
  of: readonly string[];
  /** What is said under the legend. */
  note: string;
  /** Variables that are not asked for: they come from elsewhere. */
  without?: readonly string[];
};

/** A value for each variable that is used. */
export function SampleFields({ name, of, note, without = [] }: SampleFieldsProps) {
  const field = useField(name, {});
  const values = (useWatch({ name }) ?? {}) as Values;
  const texts = useWatch({ name: [...of] }).map((text) => String(text ?? ""));
  const used = variablesOf(texts.join("\n")).filter((use) => !without.includes(use.name));
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-sm">Values of variables</legend>
      <p className="mb-2 text-muted text-xs">{note}</p>
      {used.length === 0 && (
        <p className="text-muted text-sm">
          None is used. A variable is written as <code>{"{{customer.firstName}}"}</code>.
        </p>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        {used.map((use) => (
          <Value
            key={use.name}
            variable={use.name}
            value={values[use.name] ?? ""}
            onChange={(value) => {
              const { [use.name]: _before, ...others } = values;
              field.type(value === "" ? others : { ...others, [use.name]: value });
            }}
          />
        ))}
      </div>
      <FieldError id={field.id} error={field.error} />
    </fieldset>
  );
}

type ValueProps = { variable: string; value: string; onChange: (value: string) => void };

function Value({ variable, value, onChange }: ValueProps) {
  const id = useId();
  const known = VARIABLES.find(({ name }) => name === variable);
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm">
        {known?.label ?? "Unknown variable"} <code className="text-muted text-xs">{`{{${variable}}}`}</code>
      </label>
      <input
        id={id}
        className="control"
        value={value}
        placeholder={known?.sample}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
