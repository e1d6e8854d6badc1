import type { ReactNode } from "react";
import { Badge, SandboxBadge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import type { SignatureView } from "#lib/email/signatures/schema.ts";

type SignatureFrameProps = { signature: SignatureView; actions?: ReactNode; children: ReactNode };

/** Heads the pages of one signature. */
export function SignatureFrame({ signature, actions, children }: SignatureFrameProps) {
  const base = `/email/signatures/${signature.id}`;
  return (
    <>
      <PageHeader
        title={signature.name}
        state={
          <>
            <Badge>Version {signature.version}</Badge>
            <Badge>
              {signature.people.length} {signature.people.length === 1 ? "person" : "people"}
            </Badge>
            {signature.deletedAt && <Badge tone="warning">Deleted</Badge>}
            {signature.connection.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={`Signature of ${signature.connection.name}`}
        breadcrumb={[
          { label: "Signatures", href: `/email/signatures?connection=${signature.connection.id}` },
        ]}
        actions={actions}
        className="mb-4"
      />
      <TabLinks
        label="Signature"
        tabs={[
          { href: base, label: "Signature" },
          { href: `${base}/versions`, label: "Versions" },
        ]}
        className="mb-6"
      />
      {children}
    </>
  );
}
