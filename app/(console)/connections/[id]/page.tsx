// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { CheckNow } from "#components/connections/check-now.tsx";
import { ConnectionHealth } from "#components/connections/connection-health.tsx";
import { EditConnection } from "#components/connections/edit-connection.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getConnection } from "#lib/connections/reads.ts";
import type { Tenant } from "#lib/connections/schema.ts";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const connection = await getConnection(ctx, id);
    const { lastError, tenant, handovers } = connection;
    const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title={connection.name}
          breadcrumb={[{ label: "Connections", href: "/connections" }]}
          state={
            <>
              <ConnectionHealth connection={connection} />
              {connection.environment === "sandbox" && <SandboxBadge />}
            </>
          }
        />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
          <div className="grid content-start gap-6">
            {lastError && (
              <Callout kind="bad" title="The last check failed">
                {lastError.message} {lastError.fix} {lastError.at && <Time at={lastError.at} />}
              </Callout>
            )}
            <CheckNow connectionId={connection.id} />
            {isAdmin && (
              <Section title="Credentials" note="Changing an address or an id asks for the secrets again.">
                <div className="p-3">
                  <EditConnection kept={connection} />
                </div>
              </Section>
            )}
          </div>
          <div className="grid content-start gap-6">
            {tenant && <TenantCard tenant={tenant} />}
            <Section title="Handovers">
              {handovers.length === 0 && (
                <p className="p-3 text-muted text-sm">None uses this connection yet.</p>
              )}
              <ul className="grid gap-1 p-3 text-sm empty:hidden">
                {handovers.map((handover) => (
                  <li key={handover.id}>
                    <Link href={`/handovers/${handover.id}`}>{handover.name}</Link>
                  </li>
                ))}
              </ul>
            </Section>
          </div>
        </div>
      </>
    );
  });
}

function TenantCard({ tenant }: { tenant: Tenant }) {
  return (
    <Section title="Tenant" note="Looked up at CXone, not typed.">
      <div className="grid gap-3 p-3">
        {tenant.tenantName && (
          <p className="text-sm">
            {tenant.tenantName} · {tenant.businessUnitName}
          </p>
        )}
        <CopyField label="Tenant ID" value={tenant.tenantId} />
        <CopyField label="Business unit (Unit Number)" value={tenant.businessUnitId} />
        <CopyField label="API" value={tenant.apiBaseUrl} />
        <CopyField label="Digital API" value={tenant.dfoBaseUrl} />
      </div>
    </Section>
  );
}
