"use client";

import type { ReactNode } from "react";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { Switch } from "../ui/switch.tsx";
import { FieldError, FieldHelp, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type ToggleFieldProps = Omit<FieldProps, "optional">;

/** On or off. The label names the state, not a deed: "Outbound calls". */
export function SwitchField({ name, label, help, disabled, className }: ToggleFieldProps) {
  const field = useField(name, { help: Boolean(help) });
  return (
    <ToggleFrame id={field.id} label={label} help={help} error={field.error} className={className}>
      <Switch {...field.register(name)} {...field.aria} disabled={disabled} />
    </ToggleFrame>
  );
}

/** A tick: agreed, included, confirmed. */
export function CheckboxField({ name, label, help, disabled, className }: ToggleFieldProps) {
  const field = useField(name, { help: Boolean(help) });
  return (
    <ToggleFrame id={field.id} label={label} help={help} error={field.error} className={className}>
      <Checkbox {...field.register(name)} {...field.aria} disabled={disabled} />
    </ToggleFrame>
  );
}

type ToggleFrameProps = {
  id: string;
  label: string;
  help?: ReactNode;
  error?: string;
  className?: string;
  children: ReactNode;
};

function ToggleFrame({ id, label, help, error, className, children }: ToggleFrameProps) {
  return (
    <div className={cn("flex min-w-0 items-start gap-2", className)}>
      {children}
      <div className="min-w-0 pt-0.5">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <FieldError id={id} error={error} />
        <FieldHelp id={id} help={help} />
      </div>
    </div>
  );
}
