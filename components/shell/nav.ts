import type { ReactNode } from "react";

export type NavItem = {
  label: string;
  href: string;
  /** A lucide icon. */
  icon: ReactNode;
  /** A number or a badge at the right. */
  aside?: ReactNode;
  /** Who is offered it; everybody when left out. The server refuses the others anyway. */
  roles?: readonly string[];
};

export type NavGroup = { label?: string; items: readonly NavItem[] };

const isWithin = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`);

/** Whether of all entries this one stands for a page: the one that leads nearest to it. */
export const isNearest = (pathname: string, href: string, all: readonly string[]): boolean =>
  isWithin(pathname, href) &&
  !all.some((other) => other.length > href.length && isWithin(other, href) && isWithin(pathname, other));
