import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { PageLink } from "./page-link.tsx";

type StatProps = {
  label: string;
  value: ReactNode;
  /** What the number means or is compared with. */
  note?: ReactNode;
  /** Leads to the list behind the number. */
  href?: string;
  className?: string;
};

/** One number with its name. */
export function Stat({ label, value, note, href, className }: StatProps) {
  return (
    <div className={cn("relative min-w-0", className)}>
      <div className="text-muted text-sm">
        {href ? (
          <PageLink
            href={href}
            className="rounded-md after:absolute after:inset-0 hover:text-ink hover:underline"
          >
            {label}
          </PageLink>
        ) : (
          label
        )}
      </div>
      <div className="font-medium text-xl tabular-nums tracking-tight">{value}</div>
      {note && <div className="text-faint text-xs">{note}</div>}
    </div>
  );
}

/** A row of stats divided by lines; wraps on a phone. */
export function StatRow({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cn("grid grid-cols-2 gap-x-6 gap-y-4 sm:flex sm:flex-wrap sm:gap-x-10", className)}>
      {children}
    </div>
  );
}
