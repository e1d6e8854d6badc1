import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { StateIcon, type StateKind } from "./state.tsx";

export type ProgressItem = { id: string; label: ReactNode; kind: StateKind; word?: string; note?: ReactNode };

type ProgressListProps = { label: string; items: readonly ProgressItem[]; className?: string };

/** Ordered things with a state each: a set-up at a glance. */
export function ProgressList({ label, items, className }: ProgressListProps) {
  return (
    <ol aria-label={label} className={cn("divide-y", className)}>
      {items.map((item) => (
        <li key={item.id} className="flex items-start gap-2 px-3 py-2 text-sm">
          <StateIcon kind={item.kind} label={item.word} className="mt-0.5" />
          <span className="min-w-0 flex-1">
            <span className={cn(item.kind === "idle" && "text-muted")}>{item.label}</span>
            {item.note && <span className="block text-muted text-xs">{item.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
