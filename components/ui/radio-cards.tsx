import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

export type RadioCard = {
  value: string;
  label: string;
  note?: ReactNode;
  /** Says why when it cannot be chosen. */
  disabledReason?: string;
};

type RadioCardsProps = Omit<ComponentProps<"input">, "type" | "value" | "defaultValue" | "className"> & {
  name: string;
  options: readonly RadioCard[];
  value?: string;
  defaultValue?: string;
  columns?: 1 | 2 | 3;
  className?: string;
};

const grids = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** A choice of few, each with a sentence. Stands inside a `<fieldset>` with a legend (`RadioCardsField` has one). */
export function RadioCards({
  options,
  value,
  defaultValue,
  columns = 1,
  className,
  ...rest
}: RadioCardsProps) {
  return (
    <div className={cn("grid gap-2", grids[columns], className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex items-start gap-2 rounded-md border border-line-strong bg-surface px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-not-allowed has-disabled:border-line has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
        >
          <input
            {...rest}
            type="radio"
            value={option.value}
            {...(value !== undefined && { checked: value === option.value })}
            {...(defaultValue !== undefined && { defaultChecked: defaultValue === option.value })}
            disabled={rest.disabled || option.disabledReason !== undefined}
            className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-5 checked:border-accent-solid disabled:opacity-50"
          />
          <span className="min-w-0">
            <span className="block font-medium text-sm">{option.label}</span>
            {(option.disabledReason ?? option.note) && (
              <span className="block text-muted text-sm">{option.disabledReason ?? option.note}</span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
