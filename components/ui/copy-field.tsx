import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";

type CopyFieldProps = {
  label: string;
  value: string;
  /** Where it goes, or what to mind. */
  help?: ReactNode;
  /** Hides the label from the eye where a table row names it already. */
  labelHidden?: boolean;
  className?: string;
};

/** A value to carry elsewhere: mono, whole, never cut off, with its copy button. */
export function CopyField({ label, value, help, labelHidden = false, className }: CopyFieldProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <div className={labelHidden ? "sr-only" : "mb-1 font-medium text-sm"}>{label}</div>
      <div className="flex min-h-8 items-start justify-between gap-1 rounded-md border bg-sunken py-0.5 pr-0.5 pl-2">
        <code className="min-w-0 select-all break-all py-1 text-sm">{value}</code>
        <CopyButton value={value} label={label} className="shrink-0" />
      </div>
      {help && <div className="mt-1 text-muted text-xs">{help}</div>}
    </div>
  );
}
