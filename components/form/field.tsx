import CircleAlert from "lucide-react/icons/circle-alert";
import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import { errorIdOf, helpIdOf } from "./field-ids.ts";

/** What every field can have. */
export type FieldProps = {
  /** The path of its value in the form. */
  name: string;
  label: string;
  help?: ReactNode;
  optional?: boolean;
  disabled?: boolean;
  className?: string;
};

type FieldFrameProps = {
  id: string;
  label: string;
  help?: ReactNode;
  error?: string;
  optional?: boolean;
  /** Stands at the right of the label: a counter, a link. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** Label above, control, then the error, then help. */
export function FieldFrame({
  id,
  label,
  help,
  error,
  optional,
  aside,
  className,
  children,
}: FieldFrameProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
          {optional && <Optional />}
        </label>
        {aside}
      </div>
      {children}
      <FieldError id={id} error={error} />
      <FieldHelp id={id} help={help} />
    </div>
  );
}

type FieldGroupProps = Omit<FieldFrameProps, "aside">;

/** The same for several controls with one name: a fieldset with a legend. */
export function FieldGroup({ id, label, help, error, optional, className, children }: FieldGroupProps) {
  const describedBy = [error && errorIdOf(id), help && helpIdOf(id)].filter(Boolean).join(" ");
  return (
    <fieldset className={cn("min-w-0", className)} aria-describedby={describedBy || undefined}>
      <legend className="mb-1 font-medium text-sm">
        {label}
        {optional && <Optional />}
      </legend>
      {children}
      <FieldError id={id} error={error} />
      <FieldHelp id={id} help={help} />
    </fieldset>
  );
}

function Optional() {
  return <span className="font-normal text-faint"> (optional)</span>;
}

export function FieldError({ id, error }: { id: string; error?: string }) {
  if (!error) return null;
  return (
    <p id={errorIdOf(id)} className="mt-1 flex gap-1 text-bad text-xs">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      {error}
    </p>
  );
}

export function FieldHelp({ id, help }: { id: string; help?: ReactNode }) {
  if (!help) return null;
  return (
    <div id={helpIdOf(id)} className="mt-1 text-muted text-xs">
      {help}
    </div>
  );
}
