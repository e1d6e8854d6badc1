// Owner of the data: TanStack Query in AgentTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { AgentTable } from "#components/agents/agent-table.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Agents" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AgentsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="Agents"
        note="Who may be offered digital conversations, and what is missing where somebody is not."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <AgentTable connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
