"use client";

import { cn } from "../ui/cn.ts";
import { useInBrowser } from "../ui/use-in-browser.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { FieldCounter } from "./field-counter.tsx";
import { useField } from "./use-field.ts";

type TextareaFieldProps = FieldProps & {
  rows?: number;
  placeholder?: string;
  limit?: number;
  exact?: boolean;
};

/** A field that grows with its text starts with one line, whatever `rows` says; a large one starts large. */
const GROWING_ROWS = 6;

/** Several lines of text; grows with them where the browser can. */
export function TextareaField({ rows = 4, placeholder, limit, exact = false, ...props }: TextareaFieldProps) {
  const field = useField(props.name, { help: Boolean(props.help) });
  const ready = useInBrowser();
  return (
    <FieldFrame
      {...props}
      id={field.id}
      error={field.error}
      aside={limit !== undefined && <FieldCounter name={props.name} limit={limit} />}
    >
      <textarea
        {...field.registerText()}
        {...field.aria}
        rows={rows}
        // React gives a textarea its first text back when it takes over; an input keeps what was typed until then.
        readOnly={!ready}
        disabled={props.disabled}
        placeholder={placeholder}
        spellCheck={!exact}
        className={cn("control", rows <= GROWING_ROWS && "field-sizing-content", exact && "font-mono")}
      />
    </FieldFrame>
  );
}
