import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { PageLink } from "./page-link.tsx";

type LinkProps = ComponentProps<typeof PageLink> & {
  /** Leads out of Patchbay: opens a new tab and says so. */
  external?: boolean;
};

/** A link in running text. Only http, https and addresses of our own are followed. */
export function Link({ external = false, className, children, href, ...rest }: LinkProps) {
  const look = cn(
    "rounded-md text-accent-ink underline decoration-from-font underline-offset-2 hover:decoration-2",
    className,
  );
  if (!external) {
    return (
      <PageLink href={href} className={look} {...rest}>
        {children}
      </PageLink>
    );
  }
  const target = String(href);
  return (
    <a
      href={/^https?:\/\//i.test(target) ? target : undefined}
      target="_blank"
      rel="noreferrer"
      className={look}
    >
      {children}
      <ArrowUpRight aria-hidden className="ml-0.5 inline size-3.5" />
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  );
}
