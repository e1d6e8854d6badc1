import type { ReactNode } from "react";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { KIND_NAMES, placeOf } from "#lib/connections/mapping.ts";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { HealthBadge } from "./health-badge.tsx";

type ConnectionFrameProps = {
  connection: ConnectionView;
  /** Who may change it sees where. */
  isAdmin: boolean;
  actions?: ReactNode;
  children: ReactNode;
};

/** Heads the pages of one connection. */
export function ConnectionFrame({ connection, isAdmin, actions, children }: ConnectionFrameProps) {
  const { id, name, kind, health, environment } = connection;
  const place = placeOf(connection);
  const tabs = [
    { href: `/connections/${id}`, label: "Health" },
    { href: `/connections/${id}/credentials`, label: "Credentials" },
    ...(isAdmin ? [{ href: `/connections/${id}/settings`, label: "Settings" }] : []),
  ];
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: "Connections", href: "/connections" }]}
        state={
          <>
            <HealthBadge health={health} />
            {environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={place ? `${KIND_NAMES[kind]} · ${place}` : KIND_NAMES[kind]}
        actions={actions}
      />
      <TabLinks label="Connection" tabs={tabs} className="mb-6" />
      {children}
    </>
  );
}
