import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { PageLink } from "#components/ui/page-link.tsx";

/** Things of a kind, one under the other; each a `ListRow`. */
export function RowList({ children }: { children: ReactNode }) {
  return <ul className="divide-y rounded-md border bg-surface">{children}</ul>;
}

type ListRowProps = {
  /** The page of the thing, to which the whole row leads; null for who may not open it. */
  href: string | null;
  name: string;
  /** Beside the name: badges, states. */
  signs?: ReactNode;
  /** Under the name. */
  note: ReactNode;
  /** What else the row tells, a column each. */
  children: ReactNode;
  /** The columns where there is room for them: `md:grid-cols-[minmax(0,1fr)_9rem]`. */
  className: string;
};

/** One thing in a list: its name, what it is, and how it stands. */
export function ListRow({ href, name, signs, note, children, className }: ListRowProps) {
  return (
    <li className={cn("relative grid items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-hover", className)}>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          {href ? (
            <PageLink href={href} className="break-words font-medium after:absolute after:inset-0">
              {name}
            </PageLink>
          ) : (
            <span className="break-words font-medium">{name}</span>
          )}
          {signs}
        </div>
        <div className="break-words text-muted text-sm">{note}</div>
      </div>
      {children}
    </li>
  );
}
