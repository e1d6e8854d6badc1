"use client";

import {
  type ClipboardEvent,
  type HTMLInputAutoCompleteAttribute,
  type HTMLInputTypeAttribute,
  useState,
} from "react";
import { announce } from "../ui/announce.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { FieldCounter } from "./field-counter.tsx";
import { useField } from "./use-field.ts";

/** What was made of pasted text, and a sentence about it when it is not the text itself. */
export type ReadPaste = (text: string) => { value: string; note?: string };

type TextFieldProps = FieldProps & {
  type?: Extract<HTMLInputTypeAttribute, "text" | "email" | "url" | "tel" | "search">;
  placeholder?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** Shows a counter. More can be typed: the error says so, nothing is cut off. */
  limit?: number;
  /** For ids, addresses and other exact values: mono, no spelling help. */
  exact?: boolean;
  autoFocus?: boolean;
  /** Takes the wanted part out of what was pasted, such as the id out of a whole address. Gets trimmed text. */
  readPaste?: ReadPaste;
};

/** One line of text. Pasted text loses the spaces and line ends round it, nothing else. */
export function TextField({
  type = "text",
  placeholder,
  autoComplete = "off",
  limit,
  exact = false,
  autoFocus,
  readPaste,
  ...props
}: TextFieldProps) {
  const field = useField(props.name, { help: Boolean(props.help) });
  const [pasted, setPasted] = useState<{ value: string; note: string } | null>(null);

  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData("text");
    const read = readPaste?.(text.trim()) ?? { value: text.trim() };
    if (read.value === text) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    // What was read out of a longer text stands for the whole field; mere trimming goes where the cursor is.
    const whole =
      read.value === text.trim() ? insert(value, read.value, selectionStart, selectionEnd) : read.value;
    field.type(whole);
    setPasted(read.note ? { value: whole, note: read.note } : null);
    if (read.note) announce(read.note);
  };

  return (
    <FieldFrame
      {...props}
      id={field.id}
      error={field.error}
      aside={limit !== undefined && <FieldCounter name={props.name} limit={limit} />}
    >
      <input
        {...field.registerText()}
        {...field.aria}
        type={type}
        disabled={props.disabled}
        placeholder={placeholder}
        autoComplete={autoComplete}
        {...(autoFocus && { autoFocus })}
        {...(exact && { spellCheck: false, autoCapitalize: "off", autoCorrect: "off" })}
        onPaste={onPaste}
        className={exact ? "control font-mono" : "control"}
      />
      {pasted && <p className="mt-1 text-good text-xs">{pasted.note}</p>}
    </FieldFrame>
  );
}

function insert(into: string, text: string, from: number | null, to: number | null): string {
  return into.slice(0, from ?? into.length) + text + into.slice(to ?? into.length);
}
