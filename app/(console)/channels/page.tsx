// Owner of the data: TanStack Query in ChannelTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { type ListAddress, TenantListPage } from "#app/(console)/tenant-list-page.tsx";
import { ChannelTable } from "#components/channels/channel-table.tsx";

export const metadata: Metadata = { title: "Channels" };

export default function ChannelsPage(address: ListAddress) {
  return (
    <TenantListPage
      {...address}
      title="Channels"
      note="Digital points of contact: where contacts come in. Each needs a default skill and a Studio script."
      list={(connectionId) => <ChannelTable connectionId={connectionId} />}
    />
  );
}
