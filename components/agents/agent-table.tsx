"use client";

import { useQuery } from "@tanstack/react-query";
import type { Column } from "#components/data-table/column.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { TenantTable } from "#components/tenant/tenant-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import type { AgentRow, TeamView } from "#lib/agents/schema.ts";
import { AGENT_STATES, stateName } from "#lib/agents/state.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import { AgentReadiness, AgentSkills, AgentStateNow, PresenceOf } from "./agent-presence.tsx";

const columns: Column<AgentRow>[] = [
  { id: "lastName", header: "Name", sortable: true, cell: (agent) => agent.name },
  {
    id: "readiness",
    header: "Digital readiness",
    fixed: true,
    cell: (agent) => <AgentReadiness agent={agent} />,
  },
  { id: "state", header: "State", wideOnly: true, cell: (agent) => <AgentStateNow agent={agent} /> },
  {
    id: "skills",
    header: "Skills",
    numeric: true,
    wideOnly: true,
    cell: (agent) => <AgentSkills agent={agent} />,
  },
  { id: "teamName", header: "Team", sortable: true, wideOnly: true, cell: (agent) => agent.teamName },
  { id: "profileName", header: "Role", sortable: true, wideOnly: true, cell: (agent) => agent.profile },
  {
    id: "active",
    header: "User",
    wideOnly: true,
    cell: (agent) => <ActiveState active={agent.active} />,
  },
  {
    id: "agentId",
    header: "Agent ID",
    wideOnly: true,
    cell: (agent) => <Id value={String(agent.agentId)} label="agent id" chars={12} />,
  },
];

/** The agents of a tenant, and who of them can be offered digital conversations. */
export function AgentTable(props: { connectionId: string }) {
  return (
    <QueryProvider>
      <Agents {...props} />
    </QueryProvider>
  );
}

function Agents({ connectionId }: { connectionId: string }) {
  const teams = useQuery({
    queryKey: queryKeys.teams.one(connectionId),
    queryFn: ({ signal }) =>
      fetchJson<{ items: TeamView[] }>(`/api/connections/${connectionId}/teams`, { signal }),
    staleTime: 60_000,
  });
  const filters = [
    {
      name: "state",
      label: "State",
      single: true,
      options: AGENT_STATES.map((state) => ({ value: state, label: stateName(state) })),
    },
    {
      name: "team",
      label: "Team",
      single: true,
      options: (teams.data?.items ?? []).map(({ teamId, name }) => ({ value: String(teamId), label: name })),
    },
    {
      name: "active",
      label: "User",
      single: true,
      options: [
        { value: "yes", label: "Active" },
        { value: "no", label: "Not active" },
      ],
    },
  ];
  return (
    <PresenceOf connectionId={connectionId}>
      <TenantTable
        connectionId={connectionId}
        noun="agents"
        path="agents"
        label="agents"
        columns={columns}
        hidden={["active", "agentId"]}
        defaultSort="lastName"
        filters={filters}
        searchLabel="Name, e-mail, id or address"
        getRowId={(agent) => String(agent.agentId)}
        rowHref={(agent) => `/agents/${agent.agentId}?connection=${connectionId}`}
        empty={
          <EmptyState kind="nothing-yet" title="No agents yet">
            Agents are users of CXone with access to the ACD; they are made there.
          </EmptyState>
        }
      />
    </PresenceOf>
  );
}
