// Owner of the data: TanStack Query in RequestTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { RequestTable } from "#components/request-log/request-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getRequestFilters, listRequests } from "#lib/request-log/reads.ts";
import { requestQuerySchema } from "#lib/request-log/schema.ts";

export const metadata: Metadata = { title: "Request log" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RequestLogPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = requestQuerySchema.safeParse(await searchParams);
  return permitted(async () => {
    const filters = await getRequestFilters(ctx);
    const first = asked.success ? await listRequests(ctx, asked.data) : undefined;
    return (
      <>
        <PageHeader
          title="Request log"
          note="Every call from Patchbay to another system, with secrets masked."
        />
        <RequestTable first={first} filters={filters} />
      </>
    );
  });
}
