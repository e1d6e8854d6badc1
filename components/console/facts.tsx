import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

type FactsProps = { facts: readonly (readonly [label: string, value: ReactNode])[]; className?: string };

/** What is known of one thing, label beside value; on a phone one above the other. */
export function Facts({ facts, className }: FactsProps) {
  return (
    <dl className={cn("grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]", className)}>
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted max-sm:-mb-2 sm:leading-7">{label}</dt>
          <dd className="min-w-0 break-words sm:leading-7">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
