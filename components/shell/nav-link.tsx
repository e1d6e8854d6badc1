"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { PageLink } from "../ui/page-link.tsx";
import { isNearest } from "./nav.ts";

type NavLinkProps = {
  href: string;
  /** Those of all entries. */
  hrefs: readonly string[];
  children: ReactNode;
};

/** Knows whether it leads to where one is: the page itself, or one below it that has no nearer entry. */
export function NavLink({ href, hrefs, children }: NavLinkProps) {
  const pathname = usePathname();
  const here = isNearest(pathname, href, hrefs);
  const link = useRef<HTMLAnchorElement>(null);
  // The navigation is longer than a low window: where one is should be in sight, also after a jump by the palette.
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <PageLink
      ref={link}
      href={href}
      aria-current={here ? "page" : undefined}
      className="flex h-8 items-center gap-2 rounded-md px-2 text-muted text-sm hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {children}
    </PageLink>
  );
}
