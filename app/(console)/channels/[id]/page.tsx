// Owner of the data: this Server Component. CXone has no call for one channel; the list is asked, or its last answer shown.
import type { Metadata } from "next";
import { ChannelFacts } from "#components/channels/channel-facts.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { ReadinessSection } from "#components/readiness/readiness-section.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getChannel } from "#lib/channels/reads.ts";
import { AppError } from "#lib/errors.ts";
import { getReadiness } from "#lib/readiness/reads.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Channel" };

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ChannelPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const id = decodeURIComponent((await params).id);
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    if (!chosen) throw new AppError("not_found");
    const [channel, readiness] = await Promise.all([
      reachable(() => getChannel(ctx, chosen.id, id)),
      getReadiness(ctx, chosen.id),
    ]);
    return (
      <TenantFrame
        title={channel.ok ? channel.value.value.name : "Channel"}
        breadcrumb={[{ label: "Channels", href: `/channels?connection=${chosen.id}` }]}
        tenants={tenants.filter((tenant) => tenant.id === chosen.id)}
        chosen={chosen}
      >
        {channel.ok ? (
          <StaleNote asOf={channel.value.asOf} stale={channel.value.stale} connectionId={chosen.id} />
        ) : (
          <TenantProblem problem={channel.problem} connectionId={chosen.id} />
        )}
        <div className="space-y-8">
          {channel.ok && <ChannelFacts channel={channel.value.value} connectionId={chosen.id} />}
          <ReadinessSection readiness={readiness} object={{ kind: "channel", id }} connectionId={chosen.id} />
        </div>
      </TenantFrame>
    );
  });
}
