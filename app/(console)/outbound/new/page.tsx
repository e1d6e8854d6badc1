// Owner of the data: this Server Component (connections); campaigns, contacts and agents are asked for by the form.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { NoCallConnection } from "#components/outbound/no-call-connection.tsx";
import { PlaceCall } from "#components/outbound/place-call.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { listCallConnections } from "#lib/outbound/list-call-connections.ts";
import { getCall } from "#lib/outbound/reads.ts";

export const metadata: Metadata = { title: "Place a call" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PlaceCallPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { again } = await searchParams;
  return permitted(async () => {
    requireRole(ctx, "admin", "operator", "supervisor");
    const connections = await listCallConnections(ctx);
    const before = typeof again === "string" ? await getCall(ctx, again) : null;
    return (
      <>
        <PageHeader
          title="Place a call"
          breadcrumb={[{ label: "Personal Connection", href: "/outbound" }]}
          note="Rings the agent first, then the customer."
        />
        {connections.length === 0 ? (
          <NoCallConnection />
        ) : (
          <PlaceCall connections={connections} before={before} />
        )}
      </>
    );
  });
}
