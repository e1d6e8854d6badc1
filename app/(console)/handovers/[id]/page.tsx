// Owner of the data: this Server Component; it renders anew when the server says that something changed.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { HandoverCallouts } from "#components/handover/handover-callouts.tsx";
import { HandoverFacts } from "#components/handover/handover-facts.tsx";
import { HandoverLine } from "#components/handover/handover-line.tsx";
import { HandoverMenu } from "#components/handover/handover-menu.tsx";
import { HandoverNumbers } from "#components/handover/handover-numbers.tsx";
import { HandoverState } from "#components/handover/handover-state.tsx";
import { RunList } from "#components/handover/run-list.tsx";
import { CheckAll } from "#components/setup/check-all.tsx";
import { DriftCard } from "#components/setup/drift-card.tsx";
import { LiveRefresh } from "#components/setup/live-refresh.tsx";
import { SetupChecklist } from "#components/setup/setup-checklist.tsx";
import { BetaBadge, SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import {
  getHandover,
  getHandoverDrift,
  getHandoverSetup,
  getHandoverToday,
  listHandoverRuns,
} from "#lib/handover/reads.ts";
import { STALE_AFTER_MINUTES } from "#lib/handover/schema.ts";

export const metadata: Metadata = { title: "Handover" };

const MAY_ACT: ReadonlySet<string> = new Set(["admin", "operator"]);
const FIRST_MINUTES_MS = 120_000;
const WATCHED: ReadonlySet<string> = new Set(["live", "degraded", "paused"]);

export default async function HandoverPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    const mayAct = MAY_ACT.has(role);
    // A supervisor sees how the line stands, not how it is configured.
    const seesSetup = role !== "supervisor";
    const [handover, setup, today, drift, runs] = await Promise.all([
      getHandover(ctx, id),
      seesSetup ? getHandoverSetup(ctx, id) : null,
      getHandoverToday(ctx, id),
      getHandoverDrift(ctx, id),
      seesSetup ? listHandoverRuns(ctx, id) : [],
    ]);
    const watched = WATCHED.has(handover.state);
    const removed = handover.state === "removed";
    return (
      <>
        <LiveRefresh topics={[...(setup ? [`setup:${setup.subject}`] : []), "handovers"]} />
        <PageHeader
          title={handover.name}
          breadcrumb={[{ label: "Handovers", href: "/handovers" }]}
          state={
            <>
              <HandoverState state={handover.state} pill />
              {handover.liveSince && (
                <span className="text-muted text-sm">
                  since <Time at={handover.liveSince} as="day" />
                </span>
              )}
              {handover.connection?.environment === "sandbox" && <SandboxBadge />}
              <BetaBadge />
            </>
          }
          actions={
            <>
              {!removed && (
                <Button asChild>
                  <a href={handover.webchatPath} target="_blank" rel="noreferrer">
                    Open webchat<span className="sr-only"> (opens a new tab)</span>
                  </a>
                </Button>
              )}
              {setup?.currentStepId && mayAct && (
                <Button asChild variant="primary">
                  <NextLink href={`/handovers/${id}/setup/${setup.currentStepId}`}>
                    {removed ? "Set up again" : "Continue the set-up"}
                  </NextLink>
                </Button>
              )}
              {mayAct && <HandoverMenu handover={handover} />}
            </>
          }
        />
        {setup && (
          <HandoverCallouts handover={handover} setup={setup} mayAct={mayAct} isAdmin={role === "admin"} />
        )}
        <Card className="mb-6 p-6">
          <HandoverLine handover={handover} size="large" animateOnce={isNew(handover.liveSince, ctx.now())} />
          <HandoverNumbers handover={handover} today={today} />
        </Card>
        <div className={setup ? "grid gap-6 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]" : undefined}>
          {setup && (
            <div className="grid content-start gap-6">
              <SetupChecklist path={`/handovers/${id}/setup`} steps={setup.steps} />
              <RunList handoverId={id} runs={runs} />
            </div>
          )}
          <div className="grid content-start gap-6">
            {watched && (
              <DriftCard
                system={SYSTEM_NAMES[handover.kind]}
                base={`/api/handovers/${id}`}
                setupPath={`/handovers/${id}/setup`}
                look={drift.look}
                items={drift.items}
                mayAct={mayAct}
              />
            )}
            {setup && (
              <CheckAll
                base={`/api/handovers/${id}`}
                checks={setup.steps.flatMap((step) => step.checks)}
                staleAfterMinutes={watched ? STALE_AFTER_MINUTES : null}
                mayAct={mayAct}
              />
            )}
            <HandoverFacts handover={handover} seesLogs={seesSetup} />
          </div>
        </div>
      </>
    );
  });
}

/** The line is drawn as plugged in once: when it has just gone live for the first time. */
function isNew(liveSince: string | null, now: Date): boolean {
  return liveSince !== null && now.getTime() - Date.parse(liveSince) < FIRST_MINUTES_MS;
}
