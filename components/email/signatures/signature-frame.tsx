import type { ReactNode } from "react";
import { Badge, SandboxBadge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SignatureView } from "#lib/email/signatures/schema.ts";

type SignatureFrameProps = { signature: SignatureView; actions?: ReactNode; children: ReactNode };

/** Heads the page of one signature. */
export function SignatureFrame({ signature, actions, children }: SignatureFrameProps) {
  return (
    <>
      <PageHeader
        title={signature.name}
        state={
          <>
            <Badge>
              {signature.people.length} {signature.people.length === 1 ? "person" : "people"}
            </Badge>
            {signature.deletedAt && <Badge tone="warning">Deleted</Badge>}
            {signature.connection.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        note={`Signature of ${signature.connection.name}`}
        breadcrumb={[{ label: "Signatures", href: "/email/signatures" }]}
        actions={actions}
      />
      {children}
    </>
  );
}
