// Owner of the data: TanStack Query in CallTable. This Server Component checks the role and gives it the first answer.

import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { CallTable } from "#components/outbound/call-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listCallConnections } from "#lib/outbound/list-call-connections.ts";
import { listCalls } from "#lib/outbound/reads.ts";
import { callQuery } from "#lib/outbound/schema.ts";

export const metadata: Metadata = { title: "Personal Connection" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OutboundPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = callQuery.safeParse(await searchParams);
  return permitted(async () => {
    const [connections, first] = await Promise.all([
      listCallConnections(ctx),
      asked.success ? listCalls(ctx, asked.data) : undefined,
    ]);
    const mayCall = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title="Personal Connection"
          note="Calls that an agent makes to one customer, checked before they ring and followed to their end."
          actions={
            <>
              <Button asChild>
                <NextLink href="/outbound/lists">Call lists</NextLink>
              </Button>
              {mayCall && (
                <Button asChild variant="primary">
                  <NextLink href="/outbound/new">Place a call</NextLink>
                </Button>
              )}
            </>
          }
        />
        <CallTable first={first} connections={connections} mayCall={mayCall} />
      </>
    );
  });
}
