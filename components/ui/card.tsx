import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { cn } from "./cn.ts";

/** A bordered surface. Do not put a card into a card: use `divide-y` inside one. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("min-w-0 rounded-md border bg-surface", className)} />;
}

type SectionProps = {
  title: string;
  /** One sentence under the title. */
  note?: ReactNode;
  actions?: ReactNode;
  /** `card` draws a border round the content; `plain` leaves it on the page. */
  kind?: "card" | "plain";
  className?: string;
  children: ReactNode;
};

/** A titled part of a page, announced as a region by its title. */
export function Section({ title, note, actions, kind = "card", className, children }: SectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={cn("min-w-0", className)}>
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={titleId} className="text-base">
            {title}
          </h2>
          {note && <p className="text-muted text-sm">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {kind === "card" ? <Card>{children}</Card> : children}
    </section>
  );
}
