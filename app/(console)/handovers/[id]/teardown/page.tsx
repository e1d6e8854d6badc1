// Owner of the data: TeardownReview plans in the browser; this page says what surrounds the plan.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { TeardownReview } from "#components/handover/teardown-review.tsx";
import { Leftovers } from "#components/setup/leftovers.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import { getHandover, getHandoverSetup } from "#lib/handover/reads.ts";

export const metadata: Metadata = { title: "Tear down" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ undo?: string }> };

export default async function TeardownPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { undo } = await searchParams;
  return permitted(async () => {
    const [handover, setup] = await Promise.all([getHandover(ctx, id), getHandoverSetup(ctx, id)]);
    const live = handover.liveSince !== null && !undo;
    const { openConversations: open } = handover;
    return (
      <>
        <PageHeader
          title={undo ? "Undo a failed run" : `Tear down ${handover.name}`}
          breadcrumb={[
            { label: "Handovers", href: "/handovers" },
            { label: handover.name, href: `/handovers/${id}` },
          ]}
          state={handover.connection?.environment === "sandbox" && <SandboxBadge />}
          note={
            undo
              ? "Removes what that run made, and nothing else. What it changed stays changed: an apply sets it again."
              : `Removes what Patchbay made in ${SYSTEM_NAMES[handover.kind]}. What was there before stays as it is, and conversations stay readable here.`
          }
        />
        <div className="grid max-w-3xl gap-6">
          {live && (
            <Callout kind={open > 0 ? "warning" : "info"} title="What callers notice">
              {open > 0
                ? `${open} ${open === 1 ? "conversation is" : "conversations are"} with agents or waiting for one. They lose their channel: replies no longer arrive. Pause the handover first and let them end.`
                : "No conversation is with an agent now. From the first line on, visitors are told that nobody is there."}
            </Callout>
          )}
          <TeardownReview
            system={SYSTEM_NAMES[handover.kind]}
            handoverId={id}
            name={handover.name}
            live={live}
            {...(undo ? { undoRunId: undo } : {})}
          />
          {!undo && setup.byHand.length > 0 && (
            <Section title="Left to you" note="No API removes these. They can be ticked once they are gone.">
              <Leftovers
                base={`/api/handovers/${id}/leftovers`}
                items={setup.byHand}
                mayTick={handover.state === "removed"}
              />
            </Section>
          )}
        </div>
      </>
    );
  });
}
