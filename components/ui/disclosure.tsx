import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

type DisclosureProps = { summary: ReactNode; open?: boolean; className?: string; children: ReactNode };

/** Folds away what few need: evidence, what was sent, unchanged things. Works without script. */
export function Disclosure({ summary, open, className, children }: DisclosureProps) {
  return (
    <details open={open} className={cn("group/fold min-w-0", className)}>
      <summary className="inline-flex min-h-6 items-center gap-1 rounded-md text-muted text-sm hover:text-ink">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-faint transition-transform group-open/fold:rotate-90"
        />
        {summary}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
