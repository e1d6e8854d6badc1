// Owner of the data: this Server Component. It shows the last report; looking takes dozens of calls and is a deed of its own.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { CheckReadiness } from "#components/readiness/check-readiness.tsx";
import { FindingList } from "#components/readiness/finding-list.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getReadiness } from "#lib/readiness/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Readiness" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReadinessPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    const report = chosen && (await getReadiness(ctx, chosen.id));
    return (
      <TenantFrame
        title="Readiness"
        note="What keeps contacts from reaching an agent: the rules of CXone held against each channel, its skill, its script and the agents behind it."
        tenants={tenants}
        chosen={chosen}
        actions={chosen && <CheckReadiness connectionId={chosen.id} />}
      >
        {chosen && !report && (
          <EmptyState kind="nothing-yet" title="Nobody has looked yet">
            A look reads channels, skills, scripts and agents and changes nothing. It is repeated every hour.
          </EmptyState>
        )}
        {chosen && report && (
          <div className="space-y-4">
            <p className="text-muted text-sm">
              Looked at {report.value.channels} channels and {report.value.skills} skills{" "}
              <Time at={report.asOf} />.
            </p>
            {report.value.findings.length === 0 ? (
              <Callout kind="good" title="Nothing stands in the way">
                Every channel has a skill with agents and a script. What CXone keeps to itself, such as SLA
                and mail settings, this does not prove.
              </Callout>
            ) : (
              <FindingList findings={report.value.findings} connectionId={chosen.id} />
            )}
          </div>
        )}
      </TenantFrame>
    );
  });
}
