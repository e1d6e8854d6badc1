import type { ReactNode } from "react";

export type NavItem = {
  label: string;
  href: string;
  /** A lucide icon. */
  icon: ReactNode;
  /** A number or a badge at the right. */
  aside?: ReactNode;
};

export type NavGroup = { label?: string; items: readonly NavItem[] };
