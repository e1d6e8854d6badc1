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
