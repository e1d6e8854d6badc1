// Owner of the data: TanStack Query in DomainTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { stepLeft } from "#components/email/channels/way-back.ts";
import { DomainTable } from "#components/email/domains/domain-table.tsx";
import { NewDomain } from "#components/email/domains/new-domain.tsx";
import { NameServers } from "#components/name-servers/name-servers.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listDomains } from "#lib/email/domains/reads.ts";
import { domainQuery } from "#lib/email/domains/schema.ts";
import { getNameServers } from "#lib/name-servers/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Email domains" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailDomainsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const params = await searchParams;
  const asked = domainQuery.safeParse(params);
  const back = stepLeft(params.channel, "domain");
  return permitted(async () => {
    const [first, servers, { tenants }] = await Promise.all([
      asked.success ? listDomains(ctx, asked.data) : undefined,
      getNameServers(ctx),
      getTenants(ctx, undefined, ["admin", "operator", "auditor"]),
    ]);
    const role = "role" in ctx.actor ? ctx.actor.role : "admin";
    const mayChange = role !== "auditor";
    // A channel takes a domain of its own tenant.
    const own = back ? tenants.filter(({ id }) => id === params.connection) : tenants;
    return (
      <>
        <PageHeader
          title="Email domains"
          note="Before there can be an email channel, SES has to verify its domain by records in your DNS."
          breadcrumb={back ? [{ label: "Set-up of the channel", href: back }] : []}
          actions={
            mayChange &&
            own.length > 0 && <NewDomain tenants={own} channel={back ? String(params.channel) : undefined} />
          }
        />
        <div className="grid gap-8">
          <DomainTable first={first} tenants={tenants} mayChange={mayChange} />
          <NameServers view={servers} mayChange={role === "admin"} />
        </div>
      </>
    );
  });
}
