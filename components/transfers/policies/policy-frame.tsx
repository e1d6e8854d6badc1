import type { ReactNode } from "react";
import { Badge, SandboxBadge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import type { PolicyView } from "#lib/transfers/policies/schema.ts";

type PolicyFrameProps = { policy: PolicyView; actions?: ReactNode; children: ReactNode };

/** Heads the pages of one policy. */
export function PolicyFrame({ policy, actions, children }: PolicyFrameProps) {
  const base = `/transfers/policies/${policy.id}`;
  return (
    <>
      <PageHeader
        title={policy.name}
        state={
          <>
            <Badge>Version {policy.version}</Badge>
            {policy.archivedAt && <Badge tone="warning">Archived</Badge>}
            {policy.connection.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={policy.description || `Transfers of ${policy.connection.name}`}
        breadcrumb={[{ label: "Transfer policies", href: "/transfers/policies" }]}
        actions={actions}
        className="mb-4"
      />
      <TabLinks
        label="Policy"
        tabs={[
          { href: base, label: "Policy" },
          { href: `${base}/versions`, label: "Versions" },
        ]}
        className="mb-6"
      />
      {children}
    </>
  );
}
