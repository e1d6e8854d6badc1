"use client";

import { useWatch } from "react-hook-form";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type NumberFieldProps = FieldProps & {
  /** Stands in the field, after the number: "s", "MB". */
  unit?: string;
  /** The number in other words, shown while typing: 900 → "15 min". */
  inWords?: (value: number) => string;
  placeholder?: string;
};

/** A number, typed as text: no spinner that changes it on scroll. The form's value is a number, or null when empty. */
export function NumberField({ unit, inWords, placeholder, ...props }: NumberFieldProps) {
  const field = useField(props.name, { help: Boolean(props.help) });
  return (
    <FieldFrame
      {...props}
      id={field.id}
      error={field.error}
      aside={inWords && <InWords name={props.name} unit={unit} inWords={inWords} />}
    >
      <div className="relative max-w-40">
        <input
          {...field.registerText({ setValueAs: toNumber })}
          {...field.aria}
          type="text"
          inputMode="decimal"
          disabled={props.disabled}
          placeholder={placeholder}
          autoComplete="off"
          className="control pr-12 tabular-nums"
        />
        {unit && (
          <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-faint text-sm">
            {unit}
          </span>
        )}
      </div>
    </FieldFrame>
  );
}

/** What is no number stays text, so that the schema can say so. `1e3` is none to people (M-76). */
function toNumber(typed: unknown): unknown {
  if (typeof typed !== "string") return typed;
  const text = typed.trim();
  if (text === "") return null;
  return /^[+-]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
}

type InWordsProps = { name: string; unit?: string; inWords: (value: number) => string };

function InWords({ name, unit, inWords }: InWordsProps) {
  const value = toNumber(useWatch({ name }));
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  const words = inWords(value);
  // "30 s = 30 s" tells nothing.
  if (words === `${value} ${unit}`) return null;
  return (
    <span className="text-faint text-xs tabular-nums">
      {value} {unit} = {words}
    </span>
  );
}
