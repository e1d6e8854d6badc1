import Check from "lucide-react/icons/check";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type">;

/** A tick box. Its label is a `<label htmlFor>` or an `aria-label`; `CheckboxField` has one. */
export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <span className={cn("relative inline-grid size-6 shrink-0 place-items-center", className)}>
      {/* The box is 16 px, the target 24 px. */}
      <input
        {...rest}
        type="checkbox"
        className="peer absolute inset-1 appearance-none rounded-xs border border-line-strong bg-surface checked:border-transparent checked:bg-accent-solid after:absolute after:-inset-1 disabled:opacity-50"
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none invisible relative size-3 text-on-solid peer-checked:visible"
      />
    </span>
  );
}
