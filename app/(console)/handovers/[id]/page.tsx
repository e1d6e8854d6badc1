// Owner of the data: this Server Component.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { CheckAll } from "#components/handover/check-all.tsx";
import { HandoverLine } from "#components/handover/handover-line.tsx";
import { HandoverMenu } from "#components/handover/handover-menu.tsx";
import { HandoverState } from "#components/handover/handover-state.tsx";
import { SetupChecklist } from "#components/handover/setup-checklist.tsx";
import { BetaBadge, SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getHandover, getHandoverSetup, getHandoverToday } from "#lib/handover/reads.ts";

export const metadata: Metadata = { title: "Handover" };

export default async function HandoverPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const [handover, setup, today] = await Promise.all([
      getHandover(ctx, id),
      getHandoverSetup(ctx, id),
      getHandoverToday(ctx, id),
    ]);
    const { checks, connection } = handover;
    const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
    const checked = setup.steps.flatMap((step) =>
      step.checks.map((check) => ({ ...check, stepTitle: step.title })),
    );
    return (
      <>
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
              {connection?.environment === "sandbox" && <SandboxBadge />}
              <BetaBadge />
            </>
          }
          actions={
            <>
              <Button asChild>
                <a href={handover.webchatPath} target="_blank" rel="noreferrer">
                  Open webchat<span className="sr-only"> (opens a new tab)</span>
                </a>
              </Button>
              {setup.currentStepId && isAdmin && (
                <Button asChild variant="primary">
                  <NextLink href={`/handovers/${id}/setup/${setup.currentStepId}`}>
                    Continue the set-up
                  </NextLink>
                </Button>
              )}
              {isAdmin && <HandoverMenu handover={handover} />}
            </>
          }
        />
        <Card className="mb-6 p-6">
          <HandoverLine handover={handover} size="large" animateOnce={handover.state === "live"} />
          <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-muted text-sm tabular-nums">
            <span>
              Checks {checks.passed}/{checks.total}
              {checks.lastAt && (
                <>
                  {" "}
                  · last run <Time at={checks.lastAt} />
                </>
              )}
            </span>
            <span>
              Last 24 h: {today.handovers} {today.handovers === 1 ? "handover" : "handovers"} ·{" "}
              {today.answered} answered
              {today.medianWaitSeconds !== null && ` · median wait ${waitInWords(today.medianWaitSeconds)}`}
            </span>
          </p>
        </Card>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
          <SetupChecklist handoverId={id} steps={setup.steps} />
          <CheckAll handoverId={id} checks={checked} />
        </div>
        <Section title="Addresses and limits" className="mt-6">
          <div className="grid gap-3 p-3">
            <CopyField label="Handover provider ID" value={handover.id} />
            {handover.channelId && <CopyField label="CXone channel" value={handover.channelId} />}
            <ul className="grid list-disc gap-1 pl-5 text-muted text-sm">
              {handover.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </div>
        </Section>
      </>
    );
  });
}

const waitInWords = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
