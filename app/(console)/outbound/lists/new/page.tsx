// Owner of the data: this Server Component (connections); campaigns and agents are asked for by the form.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { NewList } from "#components/outbound/lists/new-list.tsx";
import { NoCallConnection } from "#components/outbound/no-call-connection.tsx";
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
        {connections.length === 0 ? <NoCallConnection /> : <NewList connections={connections} />}
      </>
    );
  });
}
