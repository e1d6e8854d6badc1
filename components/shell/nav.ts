import type { ReactNode } from "react";

export type NavItem = {
  label: string;
  href: string;
  /** Leads to this page alone: the pages below it have entries of their own. */
  exact?: boolean;
  /** A lucide icon. */
  icon: ReactNode;
  /** A number or a badge at the right. */
  aside?: ReactNode;
  /** Who is offered it; everybody when left out. The server refuses the others anyway. */
  roles?: readonly string[];
};

export type NavGroup = { label?: string; items: readonly NavItem[] };
