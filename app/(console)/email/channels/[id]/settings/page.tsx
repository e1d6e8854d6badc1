// Owner of the data: TanStack Query in SettingsPage; this page gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SettingsPage } from "#components/email/channels/settings-page.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getEmailChannel, getEmailChannelSetup } from "#lib/email/channels/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";

export const metadata: Metadata = { title: "Channel settings" };

export default async function ChannelSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const [channel, setup] = await Promise.all([getEmailChannel(ctx, id), getEmailChannelSetup(ctx, id)]);
    const mayAct = mayWrite(ctx.actor);
    return (
      <>
        <PageHeader
          title="Channel settings"
          note="What is wanted. CXone lets only a person set most of it; the steps below say where."
          breadcrumb={[
            { label: "Email", href: "/email" },
            { label: channel.name, href: `/email/channels/${id}` },
          ]}
          state={channel.connection.environment === "sandbox" && <SandboxBadge />}
        />
        <SettingsPage channel={channel} initial={setup} mayAct={mayAct} />
      </>
    );
  });
}
