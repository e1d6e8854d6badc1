import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { PageLink } from "./page-link.tsx";

export type Crumb = { label: string; href: string };

type PageHeaderProps = {
  title: ReactNode;
  /** A `State` and badges, set beside the title. */
  state?: ReactNode;
  /** What this page is, in one line. */
  note?: ReactNode;
  actions?: ReactNode;
  /** The way here, without the page itself. */
  breadcrumb?: readonly Crumb[];
  className?: string;
};

/** Heads every page of the console with its only h1. */
export function PageHeader({ title, state, note, actions, breadcrumb, className }: PageHeaderProps) {
  return (
    <header className={cn("mb-6", className)}>
      {breadcrumb && breadcrumb.length > 0 && (
        <nav aria-label="Breadcrumb" className="mb-1">
          <ol className="flex flex-wrap items-center gap-1 text-muted text-sm">
            {breadcrumb.map((crumb) => (
              <li key={crumb.href} className="group/crumb flex items-center gap-1">
                <PageLink href={crumb.href} className="rounded-md py-0.5 hover:text-ink hover:underline">
                  {crumb.label}
                </PageLink>
                <ChevronRight aria-hidden className="size-3.5 text-faint group-last/crumb:hidden" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 break-words text-xl tracking-tight">{title}</h1>
            {state}
          </div>
          {note && <p className="mt-1 max-w-[72ch] text-muted">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
