// Owner of the data: this Server Component. No API of CXone lists integrations; they are known by what uses them.
import type { Metadata } from "next";
import NextLink from "next/link";
import { IntegrationList } from "#components/channels/integration-list.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { Button } from "#components/ui/button.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listIntegrations } from "#lib/channels/reads.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Integrations" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IntegrationsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    const answer = chosen && (await reachable(() => listIntegrations(ctx, chosen.id)));
    return (
      <TenantFrame
        title="Integrations"
        note="Bring Your Own Channel integrations, as far as channels and handovers tell of them. Only a person can add one."
        tenants={tenants}
        chosen={chosen}
        actions={
          <Button asChild variant="primary">
            <NextLink href="/handovers/new">Set one up with a handover</NextLink>
          </Button>
        }
      >
        {chosen && answer && !answer.ok && (
          <TenantProblem problem={answer.problem} connectionId={chosen.id} />
        )}
        {chosen && answer?.ok && (
          <>
            <StaleNote asOf={answer.value.asOf} stale={answer.value.stale} connectionId={chosen.id} />
            <IntegrationList integrations={answer.value.value} connectionId={chosen.id} />
          </>
        )}
      </TenantFrame>
    );
  });
}
