"use client";

import { ConnectTenant } from "#components/connections/connect-tenant.tsx";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { connectionFilter } from "#components/tenant/connection-filter.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { DomainView } from "#lib/email/domains/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { DomainLook, domainStates } from "./domain-looks.tsx";
import { NewDomain } from "./new-domain.tsx";

const columns: Column<DomainView>[] = [
  { id: "name", header: "Domain", cell: ({ name }) => name },
  { id: "state", header: "State", fixed: true, cell: (domain) => <DomainLook domain={domain} /> },
  {
    id: "records",
    header: "Required records",
    cell: ({ counts }) => `${counts.verified} of ${counts.required}`,
  },
  {
    id: "givesUpAt",
    header: "SES gives up",
    wideOnly: true,
    cell: ({ state, givesUpAt }) =>
      state === "pending" && givesUpAt ? <Time at={givesUpAt} /> : <span className="text-faint">–</span>,
  },
  {
    id: "ses",
    header: "In CXone",
    wideOnly: true,
    cell: ({ sesVerified }) =>
      sesVerified ? `Seen by ${sesVerified.by}` : <span className="text-faint">not noted</span>,
  },
  { id: "connection", header: "Connection", wideOnly: true, cell: ({ connection }) => connection.name },
  {
    id: "lookedAt",
    header: "Looked up",
    cell: ({ lookedAt }) => (lookedAt ? <Time at={lookedAt} /> : <span className="text-faint">never</span>),
  },
];

type DomainTableProps = {
  first: ListPage<DomainView> | undefined;
  tenants: readonly TenantChoice[];
  mayChange: boolean;
};

/** Email domains, as their records appear in DNS. */
export function DomainTable(props: DomainTableProps) {
  return (
    <QueryProvider>
      <Domains {...props} />
    </QueryProvider>
  );
}

function Domains({ first, tenants, mayChange }: DomainTableProps) {
  const query = useTableQuery({ filters: ["connection", "state"] });
  const { table } = useListPage({
    noun: "emailDomains",
    path: "/api/email/domains",
    query,
    first,
    topics: ["email-domains"],
  });
  return (
    <DataTable
      {...table}
      label="Email domains"
      columns={columns}
      getRowId={(row) => row.id}
      rowHref={(row) => `/email/domains/${row.id}`}
      query={query}
      filters={[{ name: "state", label: "State", options: domainStates }, ...connectionFilter(tenants)]}
      searchLabel="Part of a domain"
      empty={
        <EmptyState
          kind={tenants.length > 0 ? "nothing-yet" : "not-connected"}
          title={tenants.length > 0 ? "No email domains yet" : "No tenant is connected"}
          action={
            tenants.length > 0 ? (
              mayChange && <NewDomain tenants={tenants} />
            ) : (
              <ConnectTenant>Connect CXone</ConnectTenant>
            )
          }
        >
          {tenants.length > 0
            ? "An email channel needs a domain that SES has verified. Add it with the records that CXone shows."
            : "An email domain belongs to a CXone tenant."}
        </EmptyState>
      }
    />
  );
}
