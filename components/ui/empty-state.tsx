import FilterX from "lucide-react/icons/filter-x";
import Inbox from "lucide-react/icons/inbox";
import Lock from "lucide-react/icons/lock";
import Unplug from "lucide-react/icons/unplug";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** Why a place is empty. The four look alike and must never say the same thing. */
export type EmptyKind = "nothing-yet" | "filtered-out" | "no-permission" | "not-connected";

const icons = {
  "nothing-yet": Inbox,
  "filtered-out": FilterX,
  "no-permission": Lock,
  "not-connected": Unplug,
};

type EmptyStateProps = {
  kind: EmptyKind;
  /** "No transfers yet", "Nothing matches these filters". */
  title: string;
  /** What this place will show, and what has to happen first. */
  children?: ReactNode;
  /** One action. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ kind, title, children, action, className }: EmptyStateProps) {
  const Icon = icons[kind];
  return (
    <div className={cn("mx-auto flex max-w-md flex-col items-center px-4 py-12 text-center", className)}>
      <Icon aria-hidden className="mb-3 size-5 text-faint" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 text-muted text-sm">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
