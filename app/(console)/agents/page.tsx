// Owner of the data: TanStack Query in AgentTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { type ListAddress, TenantListPage } from "#app/(console)/tenant-list-page.tsx";
import { AgentTable } from "#components/agents/agent-table.tsx";

export const metadata: Metadata = { title: "Agents" };

export default function AgentsPage(address: ListAddress) {
  return (
    <TenantListPage
      {...address}
      title="Agents"
      note="Who may be offered digital conversations, and what is missing where somebody is not."
      list={(connectionId) => <AgentTable connectionId={connectionId} />}
    />
  );
}
