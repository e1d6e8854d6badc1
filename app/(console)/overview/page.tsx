// Owner of the data: this Server Component.
import type { Metadata } from "next";
import NextLink from "next/link";
import { ConnectionsStrip } from "#components/connections/connections-strip.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { EmailOverviewLine } from "#components/email/channels/overview-line.tsx";
import { HandoverLine } from "#components/handover/handover-line.tsx";
import { HandoverSigns } from "#components/handover/handover-signs.tsx";
import { HandoverState } from "#components/handover/handover-state.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Stat } from "#components/ui/stat.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listConnections } from "#lib/connections/reads.ts";
import { countEmailChannels } from "#lib/email/channels/reads.ts";
import { getOverview } from "#lib/handover/reads.ts";
import { openOf } from "#lib/notices/mapping.ts";
import { countOpenNotices } from "#lib/notices/reads.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const [{ handovers, conversations }, openNotices, email] = await Promise.all([
      getOverview(ctx),
      countOpenNotices(ctx),
      countEmailChannels(ctx),
    ]);
    // Whom notices concern, connections concern too.
    const connections = openNotices === null ? [] : await listConnections(ctx);
    const mayCreate = ctx.actor.kind === "user" && ctx.actor.role === "admin";
    if (handovers.length === 0) {
      return (
        <>
          <PageHeader title="Overview" />
          <EmailOverviewLine counts={email} />
          <EmptyState
            kind="nothing-yet"
            title="No line is connected yet"
            action={
              mayCreate && (
                <Button asChild variant="primary">
                  <NextLink href="/handovers/new">Set up a handover in the sandbox</NextLink>
                </Button>
              )
            }
          >
            A handover leads from a bot to people. The first one takes five minutes from here to an agent's
            reply.
          </EmptyState>
        </>
      );
    }
    return (
      <>
        <PageHeader title="Overview" note="Every line, and how it stands." />
        <div className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-5">
          <Stat label="Live handovers" value={handovers.filter(({ state }) => state === "live").length} />
          <Stat label="With an agent now" value={conversations.agent} />
          <Stat label="Waiting for an agent" value={conversations.waiting} />
          <Stat label="Parked" value={conversations.parked} />
          {openNotices !== null && (
            <Stat label="Open notices" value={openOf(openNotices)} href="/notices?state=open" />
          )}
        </div>
        <ConnectionsStrip connections={connections} />
        <EmailOverviewLine counts={email} />
        <ul className="grid gap-4 lg:grid-cols-2">
          {handovers.map((handover) => (
            <li key={handover.id}>
              <Card className="p-4">
                <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
                  <span className="flex items-center gap-2">
                    <Link href={`/handovers/${handover.id}`} className="font-medium">
                      {handover.name}
                    </Link>
                    {handover.connection?.environment === "sandbox" && <SandboxBadge />}
                  </span>
                  <HandoverState state={handover.state} />
                </div>
                <HandoverLine handover={handover} />
                <p className="mt-2 flex flex-wrap items-center gap-2 empty:hidden">
                  <HandoverSigns drifted={handover.drifted} waiting={handover.waiting} />
                </p>
              </Card>
            </li>
          ))}
        </ul>
      </>
    );
  });
}
