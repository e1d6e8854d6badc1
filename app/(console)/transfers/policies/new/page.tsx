// Owner of the data: this Server Component, read once; PolicyEditor sends what is typed.
import type { Metadata } from "next";
import { ConnectTenant } from "#components/connections/connect-tenant.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { PolicyEditor } from "#components/transfers/policies/policy-editor.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { getPolicy, listVoiceConnections } from "#lib/transfers/policies/reads.ts";

export const metadata: Metadata = { title: "New transfer policy" };

export default async function NewPolicyPage({ searchParams }: { searchParams: Promise<{ from?: string }> }) {
  const ctx = await pageCtx();
  const { from } = await searchParams;
  return permitted(async () => {
    requireRole(ctx, "admin", "operator");
    const [all, model] = await Promise.all([
      listVoiceConnections(ctx),
      from ? getPolicy(ctx, from) : undefined,
    ]);
    // A copy begins at the connection whose ids it has.
    const connections = model
      ? [...all].sort((a, b) => Number(b.id === model.connection.id) - Number(a.id === model.connection.id))
      : all;
    return (
      <>
        <PageHeader
          title="New transfer policy"
          note="Where a call goes, what stands in when nobody is there, and where it ends."
          breadcrumb={[{ label: "Transfer policies", href: "/transfers/policies" }]}
        />
        {connections.length > 0 ? (
          <PolicyEditor connections={connections} model={model} />
        ) : (
          <EmptyState
            kind="not-connected"
            title="No contact centre is connected"
            action={<ConnectTenant>Connect a tenant</ConnectTenant>}
          >
            A policy belongs to the contact centre whose calls it transfers.
          </EmptyState>
        )}
      </>
    );
  });
}
