// Owner of the data: TanStack Query in ScriptTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { type ListAddress, TenantListPage } from "#app/(console)/tenant-list-page.tsx";
import { ScriptTable } from "#components/scripts/script-table.tsx";

export const metadata: Metadata = { title: "Studio scripts" };

export default function ScriptsPage(address: ListAddress) {
  return (
    <TenantListPage
      {...address}
      title="Studio scripts"
      note="What routes the contacts of a channel. Patchbay saves the script of a handover; all others it only reads."
      list={(connectionId) => <ScriptTable connectionId={connectionId} />}
    />
  );
}
