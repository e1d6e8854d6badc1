// Owner of the data: TanStack Query in RequestTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { LinkedRequest } from "#components/email/requests/linked-request.tsx";
import { NewRequest } from "#components/email/requests/new-request.tsx";
import { RequestTable } from "#components/email/requests/request-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listRequests } from "#lib/email/requests/reads.ts";
import { requestKey, requestQuery } from "#lib/email/requests/schema.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Requests" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailRequestsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const params = await searchParams;
  const asked = requestQuery.safeParse(params);
  // A set-up step links to the request that it waits for, begun or not.
  const linked = requestKey.safeParse({ subject: params.subject, kind: params.kind });
  return permitted(async () => {
    const [first, { tenants }] = await Promise.all([
      asked.success ? listRequests(ctx, asked.data) : undefined,
      getTenants(ctx, undefined, ["admin", "operator", "auditor"]),
    ]);
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title="Requests"
          note="What only your NICE account representative can do: ready-made words, when they were sent, and what came of them."
          actions={mayChange && tenants.length > 0 && <NewRequest tenants={tenants} />}
        />
        {linked.success && <LinkedRequest {...linked.data} mayChange={mayChange} />}
        <RequestTable first={first} tenants={tenants} mayChange={mayChange} />
      </>
    );
  });
}
