// Owner of the data: this Server Component; it renders anew when the server says that something changed.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { ChannelFacts } from "#components/email/channels/channel-facts.tsx";
import { ChannelState } from "#components/email/channels/channel-state.tsx";
import { EmailFindings } from "#components/email/email-findings.tsx";
import { CheckAll } from "#components/setup/check-all.tsx";
import { DriftCard } from "#components/setup/drift-card.tsx";
import { LiveRefresh } from "#components/setup/live-refresh.tsx";
import { SetupChecklist } from "#components/setup/setup-checklist.tsx";
import { WaitingPanel } from "#components/setup/waiting-panel.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getEmailChannel, getEmailChannelDrift, getEmailChannelSetup } from "#lib/email/channels/reads.ts";
import { listChannelFindings } from "#lib/email/permissions/reads.ts";
import { reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Email channel" };

const STALE_AFTER_MINUTES = 30;

export default async function EmailChannelPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const [channel, setup, drift] = await Promise.all([
      getEmailChannel(ctx, id),
      getEmailChannelSetup(ctx, id),
      getEmailChannelDrift(ctx, id),
    ]);
    const connectionId = channel.connection.id;
    const findings = await reachable(() => listChannelFindings(ctx, connectionId, id));
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    const mayAct = role === "admin" || role === "operator";
    const watched = channel.state !== "draft";
    const waiting = setup.steps.flatMap((step) => (step.waiting ? [{ step, waiting: step.waiting }] : []));
    return (
      <>
        <LiveRefresh topics={[`setup:${setup.subject}`, "email-channels"]} />
        <PageHeader
          title={channel.name}
          breadcrumb={[{ label: "Email", href: "/email" }]}
          state={
            <>
              <ChannelState state={channel.state} waits={waiting.length > 0} pill />
              {channel.connection.environment === "sandbox" && <SandboxBadge />}
            </>
          }
          actions={
            <>
              {mayAct && setup.currentStepId && (
                <Button asChild variant="primary">
                  <NextLink href={`/email/channels/${id}/setup/${setup.currentStepId}`}>
                    Continue the set-up
                  </NextLink>
                </Button>
              )}
              <Button asChild>
                <NextLink href={`/email/channels/${id}/settings`}>Settings</NextLink>
              </Button>
              {mayAct && (
                <Button asChild variant="ghost">
                  <NextLink href={`/email/channels/${id}/remove`}>Remove</NextLink>
                </Button>
              )}
            </>
          }
        />
        <div className="mb-6 grid gap-3 empty:hidden">
          {waiting.map(({ step, waiting: { for: on, since, note } }) => (
            <WaitingPanel
              key={step.id}
              on={on}
              since={since}
              note={`${step.title}${note ? `: ${note}` : ""}`}
              actions={
                mayAct && (
                  <Button asChild size="sm">
                    <NextLink href={`/email/channels/${id}/setup/${step.id}`}>Open the step</NextLink>
                  </Button>
                )
              }
            />
          ))}
        </div>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
          <div className="grid content-start gap-6">
            <SetupChecklist path={`/email/channels/${id}/setup`} steps={setup.steps} />
          </div>
          <div className="grid content-start gap-6">
            <ChannelFacts channel={channel} />
            {watched && (
              <DriftCard
                system="CXone"
                base={`/api/email/channels/${id}`}
                setupPath={`/email/channels/${id}/setup`}
                look={drift.look}
                items={drift.items}
                mayAct={mayAct}
              />
            )}
            {/* Before CXone has it, no role can have it. */}
            {findings.ok && channel.channelId && (
              <Section
                title="Who answers"
                note="Roles and people of this channel, by what is wanted here and what CXone shows."
                actions={<Link href={`/email/permissions?connection=${connectionId}`}>Permissions</Link>}
              >
                <div className={findings.value.length === 0 ? "p-4" : ""}>
                  <EmailFindings findings={findings.value} />
                </div>
              </Section>
            )}
            <CheckAll
              base={`/api/email/channels/${id}`}
              checks={setup.steps.flatMap((step) => step.checks)}
              staleAfterMinutes={watched ? STALE_AFTER_MINUTES : null}
              mayAct={mayAct}
            />
          </div>
        </div>
      </>
    );
  });
}
