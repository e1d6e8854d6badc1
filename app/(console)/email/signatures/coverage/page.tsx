// Owner of the data: this Server Component; state, search and page stand in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { CoverageTable } from "#components/email/signatures/coverage-table.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Stat, StatRow } from "#components/ui/stat.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getCoverage } from "#lib/email/signatures/reads.ts";
import { coverageQuery } from "#lib/email/signatures/schema.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Signature coverage" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CoveragePage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const query = coverageQuery.catch({ page: 1 }).parse(await searchParams);
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, query.connection, ["admin", "operator", "auditor"]);
    const connection = chosen?.id ?? "";
    const report = chosen && (await reachable(() => getCoverage(ctx, chosen.id, query)));
    const filters = { connection, state: query.state, signature: query.signature, search: query.search };
    const params = (other: Record<string, string | undefined> = {}) =>
      new URLSearchParams(
        Object.entries({ ...filters, ...other }).filter((entry): entry is [string, string] =>
          Boolean(entry[1]),
        ),
      );
    const address = (other: Record<string, string | undefined>) =>
      `/email/signatures/coverage?${params(other)}`;
    return (
      <TenantFrame
        title="Signature coverage"
        note="Every agent with the signature that was given here. Whether CXone has it is said at each signature."
        breadcrumb={[{ label: "Signatures", href: "/email/signatures" }]}
        tenants={tenants}
        chosen={chosen}
        actions={
          <Button asChild>
            <a href={`/api/email/signatures/coverage/export?${params()}`} download>
              Export CSV
            </a>
          </Button>
        }
      >
        {chosen && report && !report.ok && (
          <TenantProblem problem={report.problem} connectionId={chosen.id} />
        )}
        {chosen && report?.ok && (
          <>
            <StaleNote asOf={report.value.asOf} stale={report.value.stale} connectionId={chosen.id} />
            <StatRow className="mb-4">
              <Stat label="Have none" value={report.value.counts.none} href={address({ state: "none" })} />
              <Stat label="Have one" value={report.value.counts.has} href={address({ state: "has" })} />
              <Stat
                label="Inactive"
                value={report.value.counts.inactive}
                href={address({ state: "inactive" })}
              />
            </StatRow>
            <SearchForm label="Search people" search={query.search} />
            {(query.state || query.signature || query.search) && (
              <p className="mb-3 text-sm">
                {report.value.total} shown ·{" "}
                <Link href={`/email/signatures/coverage?connection=${connection}`}>Show everybody</Link>
              </p>
            )}
            {report.value.items.length > 0 ? (
              <CoverageTable rows={report.value.items} />
            ) : (
              <EmptyState kind="filtered-out" title="Nobody matches" />
            )}
            <p className="mt-4 flex gap-4 text-sm">
              {query.page > 1 && <Link href={address({ page: String(query.page - 1) })}>Before</Link>}
              {query.page < report.value.pages && (
                <Link href={address({ page: String(query.page + 1) })}>After</Link>
              )}
              {report.value.pages > 1 && (
                <span className="text-muted">
                  Page {query.page} of {report.value.pages}
                </span>
              )}
            </p>
          </>
        )}
      </TenantFrame>
    );
  });
}
