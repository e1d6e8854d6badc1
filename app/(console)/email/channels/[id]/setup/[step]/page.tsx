// Owner of the data: TanStack Query in ChannelWizard; this page gives it the first answer.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { permitted } from "#components/console/permitted.tsx";
import { ChannelWizard } from "#components/email/channels/channel-wizard.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getChannelChoices, getEmailChannel, getEmailChannelSetup } from "#lib/email/channels/reads.ts";

export const metadata: Metadata = { title: "Email channel set-up" };

export default async function SetupStepPage({ params }: { params: Promise<{ id: string; step: string }> }) {
  const ctx = await pageCtx();
  const { id, step } = await params;
  return permitted(async () => {
    const [setup, channel, choices] = await Promise.all([
      getEmailChannelSetup(ctx, id),
      getEmailChannel(ctx, id),
      getChannelChoices(ctx, id),
    ]);
    if (!setup.steps.some((candidate) => candidate.id === step)) notFound();
    return <ChannelWizard channel={channel} choices={choices} stepId={step} initial={setup} />;
  });
}
