// Owner of the data: this Server Component (connections); campaigns and agents are asked for by the form.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { NewList } from "#components/outbound/lists/new-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { listCallConnections } from "#lib/outbound/list-call-connections.ts";

export const metadata: Metadata = { title: "Upload a call list" };

export default async function NewListPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    requireRole(ctx, "admin", "operator", "supervisor");
    const connections = await listCallConnections(ctx);
    return (
      <>
        <PageHeader
          title="Upload a call list"
          breadcrumb={[
            { label: "Personal Connection", href: "/outbound" },
            { label: "Call lists", href: "/outbound/lists" },
          ]}
          note="Every row is checked first. Nothing rings before the list is started."
        />
        {connections.length === 0 ? (
          <EmptyState
            kind="nothing-yet"
            title="No connection can place calls"
            action={
              <Button asChild>
                <Link href="/connections/new">Connect CXone</Link>
              </Button>
            }
          >
            Calls go through a connection to CXone that is not paused.
          </EmptyState>
        ) : (
          <NewList connections={connections} />
        )}
      </>
    );
  });
}
