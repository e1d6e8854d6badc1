// Owner of the data: this Server Component; the chart draws what it is handed.
import type { Metadata } from "next";
import { cookies } from "next/headers";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { Foremost } from "#components/transfers/morning/foremost.tsx";
import { KeepZone } from "#components/transfers/morning/keep-zone.tsx";
import { OutcomeChart } from "#components/transfers/morning/outcome-chart.tsx";
import { OutcomeStats } from "#components/transfers/morning/outcome-stats.tsx";
import { PeriodBar } from "#components/transfers/morning/period-bar.tsx";
import { ZONE_COOKIE } from "#components/transfers/morning/zone-cookie.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { formatPeriod } from "#lib/transfers/log/mapping.ts";
import { listConnectionsOfTransfers } from "#lib/transfers/log/reads.ts";
import { getTransferSummary } from "#lib/transfers/summary/reads.ts";
import { summaryQuerySchema } from "#lib/transfers/summary/schema.ts";

export const metadata: Metadata = { title: "Transfers" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TransfersPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const asked = summaryQuerySchema.safeParse(await searchParams);
  const given = (await searchParams).period !== undefined && asked.success;
  const kept = summaryQuerySchema.safeParse({
    period: `7d@${(await cookies()).get(ZONE_COOKIE)?.value ?? "UTC"}`,
  });
  const { period } = given ? asked.data : kept.success ? kept.data : summaryQuerySchema.parse({});
  const connection = asked.data?.connection;
  return permitted(async () => {
    const [summary, connections] = await Promise.all([
      getTransferSummary(ctx, { period, connection }),
      listConnectionsOfTransfers(ctx),
    ]);
    const only = connection?.join(",");
    const mayStart = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    const start = mayStart && (
      <Button asChild variant="primary">
        <NextLink href="/transfers/start">Start a transfer</NextLink>
      </Button>
    );
    return (
      <>
        <PageHeader
          title="Transfers"
          note="How the calls ended that were handed on, and why."
          actions={start}
        />
        <KeepZone used={given ? null : period.zone} />
        {summary.hasEnded && (
          <PeriodBar period={formatPeriod(period)} connections={connections} chosen={connection ?? []} />
        )}
        {!summary.hasEnded ? (
          <EmptyState kind="nothing-yet" title="No transfers yet" action={start}>
            When calls are transferred, this page tells each morning how many got through, how many took a
            fallback or ended in voicemail, and why.
          </EmptyState>
        ) : summary.total === 0 ? (
          <EmptyState kind="filtered-out" title="No transfers in these days">
            There are others: choose more days, or all connections.
          </EmptyState>
        ) : (
          <>
            <OutcomeStats summary={summary} connection={only} />
            <OutcomeChart summary={summary} connection={only} />
            <Foremost summary={summary} connection={only} />
          </>
        )}
      </>
    );
  });
}
