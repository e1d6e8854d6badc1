import type { ReactNode } from "react";
import { PageLink } from "../ui/page-link.tsx";
import type { Command } from "./command.ts";
import { CommandPalette } from "./command-palette.tsx";
import { Mark } from "./mark.tsx";
import type { NavGroup } from "./nav.ts";
import { PhoneNav } from "./phone-nav.tsx";
import { SideNav } from "./side-nav.tsx";

type AppShellProps = {
  nav: readonly NavGroup[];
  /** Where the name in the corner leads. */
  homeHref: string;
  /** More than the navigation's own addresses: "New handover". */
  commands?: readonly Command[];
  searchPath?: string;
  /** A `UserMenu` for the foot of the navigation … */
  userMenu: ReactNode;
  /** … and a compact one for the top bar of a phone. */
  userMenuCompact: ReactNode;
  /** The bell, for the head of the navigation … */
  notices?: ReactNode;
  /** … and for the top bar of a phone. */
  noticesCompact?: ReactNode;
  /** A line over every page: sandbox, maintenance. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The signed-in console: navigation at the left, on a phone a bar at the top; the page in between. */
export function AppShell({
  nav,
  homeHref,
  commands = [],
  searchPath,
  userMenu,
  userMenuCompact,
  notices,
  noticesCompact,
  banner,
  children,
}: AppShellProps) {
  const all = [...commands, ...commandsOf(nav)];
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-surface px-3 py-2 shadow-float focus:translate-y-0"
      >
        Skip to the content
      </a>

      <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-2 border-b bg-canvas px-2 lg:hidden">
        <div className="flex items-center gap-1">
          <PhoneNav>
            <SideNav groups={nav} />
          </PhoneNav>
          <Home href={homeHref} />
        </div>
        <div className="flex items-center gap-1">
          <CommandPalette commands={all} searchPath={searchPath} compact shortcut={false} />
          {noticesCompact}
          {userMenuCompact}
        </div>
      </header>

      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r px-3 py-4 lg:flex">
        <div className="flex items-center justify-between gap-2">
          <Home href={homeHref} />
          {notices}
        </div>
        <CommandPalette commands={all} searchPath={searchPath} />
        <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
          <SideNav groups={nav} />
        </div>
        {userMenu}
      </aside>

      <div className="min-w-0">
        {banner}
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-6 lg:px-8">
          {children}
        </main>
      </div>
    </div>
  );
}

function Home({ href }: { href: string }) {
  return (
    <PageLink href={href} className="flex items-center gap-2 rounded-md px-1 py-1 font-medium">
      <Mark />
      Patchbay
    </PageLink>
  );
}

function commandsOf(nav: readonly NavGroup[]): Command[] {
  return nav.flatMap((group) =>
    group.items.map(({ label, href }) => ({
      label,
      href,
      group: "Go to",
      ...(group.label && { keywords: [group.label] }),
    })),
  );
}
