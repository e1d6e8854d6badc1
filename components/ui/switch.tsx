import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role">;

// A native checkbox as a switch takes its state from `checked`; ARIA in HTML forbids `aria-checked` on it.
const nativeSwitch = { type: "checkbox", role: "switch" };

/** On or off, at once or with the form. Its label says a state: "Outbound". */
export function Switch({ className, ...rest }: SwitchProps) {
  return (
    <span className={cn("relative inline-flex h-6 w-9 shrink-0 items-center", className)}>
      <input
        {...rest}
        {...nativeSwitch}
        className="peer absolute inset-x-0 inset-y-0.5 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-transparent checked:bg-accent-solid disabled:opacity-50"
      />
      <span
        aria-hidden
        className="pointer-events-none relative ml-1 size-3.5 rounded-full bg-faint transition-transform peer-checked:translate-x-3.5 peer-checked:bg-on-solid"
      />
    </span>
  );
}
