// Owner of the data: this Server Component, from what is kept here: it renders whether or not the vendor answers.
import type { Metadata } from "next";
import { CallsSection } from "#components/connections/calls-section.tsx";
import { CheckNow } from "#components/connections/check-now.tsx";
import { ConnectionFrame } from "#components/connections/connection-frame.tsx";
import { Dependents } from "#components/connections/dependents.tsx";
import { HealthFacts } from "#components/connections/health-facts.tsx";
import { HealthSummary } from "#components/connections/health-summary.tsx";
import { PauseChecks } from "#components/connections/pause-checks.tsx";
import { TenantCard } from "#components/connections/tenant-card.tsx";
import { TokenSection } from "#components/connections/token-section.tsx";
import { UpstreamSection } from "#components/connections/upstream-section.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getConnectionHealth } from "#lib/connections/health/reads.ts";
import { getConnection } from "#lib/connections/reads.ts";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const [connection, health] = await Promise.all([getConnection(ctx, id), getConnectionHealth(ctx, id)]);
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    const mayRun = role === "admin" || role === "operator";
    return (
      <ConnectionFrame
        connection={connection}
        isAdmin={role === "admin"}
        actions={mayRun && <PauseChecks connectionId={id} paused={health.paused !== null} />}
      >
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="grid content-start gap-6">
            <HealthSummary connectionId={id} health={health} isAdmin={role === "admin"} />
            <HealthFacts health={health} />
            <CallsSection connectionId={id} health={health} />
            <CheckNow
              connectionId={id}
              checks={health.checks}
              checkedAt={health.lastCheckAt}
              mayRun={mayRun}
            />
          </div>
          <div className="grid content-start gap-6">
            {health.token && <TokenSection token={health.token} />}
            <UpstreamSection upstream={health.upstream} />
            <Dependents {...connection} />
            <TenantCard connection={connection} />
          </div>
        </div>
      </ConnectionFrame>
    );
  });
}
