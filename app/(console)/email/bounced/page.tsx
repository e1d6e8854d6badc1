// Owner of the data: TanStack Query in BouncedTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { BouncedTable } from "#components/email/bounced/bounced-table.tsx";
import { ReadReport } from "#components/email/bounced/read-report.tsx";
import { ReportBounced } from "#components/email/bounced/report-bounced.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listBounced, listBouncedChannels } from "#lib/email/bounced/reads.ts";
import { bouncedQuery } from "#lib/email/bounced/schema.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Bounced addresses" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BouncedPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = bouncedQuery.safeParse(await searchParams);
  return permitted(async () => {
    const [first, channels, { tenants }] = await Promise.all([
      asked.success ? listBounced(ctx, asked.data) : undefined,
      listBouncedChannels(ctx),
      getTenants(ctx, undefined, ["admin", "operator", "auditor"]),
    ]);
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title="Bounced addresses"
          note="With Force TLS, mail to a server without a secure connection is not sent, and its address is stored as bounced."
          actions={
            mayChange &&
            tenants.length > 0 && (
              <>
                <ReadReport tenants={tenants} />
                <ReportBounced tenants={tenants} channels={channels} />
              </>
            )
          }
        />
        <BouncedTable first={first} tenants={tenants} channels={channels} mayChange={mayChange} />
      </>
    );
  });
}
