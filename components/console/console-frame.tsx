import type { ReactNode } from "react";
import { ConfirmItIsYou } from "#components/auth/confirm-it-is-you.tsx";
import { MayConnectTenants } from "#components/connections/connect-tenant.tsx";
import { NoticeBell } from "#components/notices/notice-bell.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { consoleNav } from "#components/shell/console-nav.tsx";
import type { NavGroup } from "#components/shell/nav.ts";
import { RequestLogAddress } from "#components/ui/request-log-address.tsx";
import type { NoticeCounts } from "#lib/notices/schema.ts";
import { SignedInMenu } from "./signed-in-menu.tsx";

export type Me = { name: string; email: string; role: string };

type ConsoleFrameProps = {
  me: Me;
  /** Notices that nobody has acknowledged; null for roles that do not see them. */
  openNotices: NoticeCounts | null;
  children: ReactNode;
};

const CREATE = [
  { label: "New handover", href: "/handovers/new", group: "Create", keywords: ["wizard", "set up"] },
  {
    label: "New connection",
    href: "/connections/new",
    group: "Create",
    keywords: ["cxone", "engage", "ringcentral", "tenant"],
    roles: ["admin"],
  },
  { label: "New skill", href: "/skills/new", group: "Create", keywords: ["cxone", "queue"] },
  {
    label: "Start a transfer",
    href: "/transfers/start",
    group: "Create",
    keywords: ["call", "voice", "hand on"],
    roles: ["admin", "operator", "supervisor"],
  },
  { label: "New email channel", href: "/email/channels/new", group: "Create", keywords: ["cxone", "mail"] },
  { label: "New campaign", href: "/campaigns/new", group: "Create", keywords: ["cxone", "reports"] },
];
const CREATORS = ["admin", "operator"];

/** The signed-in console around a page. */
export function ConsoleFrame({ me, openNotices, children }: ConsoleFrameProps) {
  return (
    <AppShell
      nav={navFor(me.role)}
      homeHref="/overview"
      searchPath="/api/transfers/find"
      commands={CREATE.filter(({ roles = CREATORS }) => roles.includes(me.role))}
      userMenu={<SignedInMenu me={me} />}
      userMenuCompact={<SignedInMenu me={me} compact />}
      notices={openNotices !== null && <NoticeBell open={openNotices} />}
      noticesCompact={openNotices !== null && <NoticeBell open={openNotices} align="end" />}
    >
      <RequestLogAddress address={me.role === "supervisor" ? null : "/activity/requests"}>
        <MayConnectTenants may={me.role === "admin"}>{children}</MayConnectTenants>
        <ConfirmItIsYou />
      </RequestLogAddress>
    </AppShell>
  );
}

/** What a role has no business with is not offered; the server refuses it anyway. */
function navFor(role: string): NavGroup[] {
  return consoleNav
    .map((group) => ({ ...group, items: group.items.filter(({ roles }) => roles?.includes(role) ?? true) }))
    .filter((group) => group.items.length > 0);
}
