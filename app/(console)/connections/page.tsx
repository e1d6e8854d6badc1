// Owner of the data: this Server Component. There are few connections, one per tenant, so they come at once.
import type { Metadata } from "next";
import { ConnectTenant } from "#components/connections/connect-tenant.tsx";
import { HealthBadge } from "#components/connections/health-badge.tsx";
import { ListRow, RowList } from "#components/console/list-row.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { KIND_NAMES, placeOf, usesOf } from "#lib/connections/mapping.ts";
import { listConnections } from "#lib/connections/reads.ts";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const connections = await listConnections(ctx);
    const connect = <ConnectTenant>Connect a tenant</ConnectTenant>;
    const mayConnect = "role" in ctx.actor && ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title="Connections"
          note="Tenants that Patchbay may call, and how that went last."
          actions={mayConnect && connections.length > 0 ? connect : undefined}
        />
        {connections.length === 0 ? (
          <EmptyState kind="nothing-yet" title="No tenant is connected" action={connect}>
            A connection holds the credentials of one tenant of CXone or RingCentral Engage. Everything goes
            through it: handovers, and with CXone also voice transfers, outbound calls and email.
          </EmptyState>
        ) : (
          <RowList>
            {connections.map((connection) => (
              <ListRow
                key={connection.id}
                href={`/connections/${connection.id}`}
                name={connection.name}
                signs={connection.environment === "sandbox" && <SandboxBadge />}
                note={`${KIND_NAMES[connection.kind]} · ${placeOf(connection) ?? "never checked"} · ${usesOf(connection)}`}
                className="sm:grid-cols-[minmax(0,1fr)_auto]"
              >
                <div className="text-sm sm:text-right">
                  <HealthBadge health={connection.health} />
                  {connection.lastCheckAt && (
                    <p className="text-faint">
                      checked <Time at={connection.lastCheckAt} />
                    </p>
                  )}
                </div>
              </ListRow>
            ))}
          </RowList>
        )}
      </>
    );
  });
}
