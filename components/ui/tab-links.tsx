"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { PageLink } from "./page-link.tsx";
import { tabListLook, tabLook } from "./tab-look.ts";

type TabLinksProps = {
  label: string;
  tabs: readonly { href: string; label: ReactNode }[];
  className?: string;
};

/** Pages that belong together, as tabs with an address each. */
export function TabLinks({ label, tabs, className }: TabLinksProps) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={cn(tabListLook, className)}>
      {tabs.map((tab) => (
        <PageLink
          key={tab.href}
          href={tab.href}
          aria-current={pathname === tab.href.split("?")[0] ? "page" : undefined}
          className={tabLook}
        >
          {tab.label}
        </PageLink>
      ))}
    </nav>
  );
}
