// Owner of the data: TanStack Query in ChannelTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { ChannelTable } from "#components/channels/channel-table.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Channels" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ChannelsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="Channels"
        note="Digital points of contact: where contacts come in. Each needs a default skill and a Studio script."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <ChannelTable connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
