import type { ReactNode } from "react";
import { cn } from "./cn.ts";

type ScrollBoxProps = { label: string; className?: string; children: ReactNode };

/** Scrolls within itself, so that the page never does sideways. Focusable: not every browser lets keys scroll otherwise. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  const scrollable = { role: "group", tabIndex: 0, "aria-label": label };
  return (
    <div {...scrollable} className={cn("overflow-auto focus-visible:-outline-offset-2", className)}>
      {children}
    </div>
  );
}
