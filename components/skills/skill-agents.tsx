"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Column } from "#components/data-table/column.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { BulkResults } from "#components/tenant/bulk-results.tsx";
import { TenantTable } from "#components/tenant/tenant-table.tsx";
import { useBulk } from "#components/tenant/use-bulk.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { SkillAgentRow, SkillView } from "#lib/skills/schema.ts";
import type { RowResult } from "#lib/tenant/schema.ts";
import { AddAgents } from "./add-agents.tsx";
import { ProficiencyPopover } from "./proficiency-popover.tsx";

const BATCH = 50;

const columns: Column<SkillAgentRow>[] = [
  { id: "lastName", header: "Name", sortable: true, cell: (agent) => agent.name },
  {
    id: "agentProficiencyValue",
    header: "Proficiency",
    sortable: true,
    fixed: true,
    numeric: true,
    cell: (agent) => agent.proficiency ?? <span className="text-faint">none</span>,
  },
  { id: "team", header: "Team", wideOnly: true, cell: (agent) => agent.teamName },
  {
    id: "active",
    header: "Assignment",
    wideOnly: true,
    cell: (agent) => <ActiveState active={agent.active} />,
  },
];

/** Who holds a skill, and how well; many at once, with what became of each. */
export function SkillAgents({ skill }: { skill: SkillView }) {
  return (
    <QueryProvider>
      <Agents skill={skill} />
    </QueryProvider>
  );
}

function Agents({ skill }: { skill: SkillView }) {
  const client = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const names = useRef(new Map<number, string>());
  const base = `/api/connections/${skill.connectionId}/skills/${skill.skillId}/agents`;
  const { run, start, retry, close } = useBulk(BATCH, () => {
    void client.invalidateQueries({ queryKey: queryKeys.agents.all });
  });

  const chosen = () =>
    [...selected].map(Number).map((id) => ({ id, label: names.current.get(id) ?? `Agent ${id}` }));
  const assign = (proficiency: number) => (agentIds: number[]) =>
    fetchJson<{ results: RowResult[] }>(base, { body: { agentIds, proficiency } });
  const remove = (agentIds: number[]) =>
    fetchJson<{ results: RowResult[] }>(`${base}/remove`, { body: { agentIds } });
  const done = (title: string, send: typeof remove) => {
    start(title, chosen(), send);
    setSelected(new Set());
  };

  return (
    <>
      <BulkResults run={run} onRetry={retry} onClose={close} />
      <TenantTable
        connectionId={skill.connectionId}
        noun="agents"
        path={`skills/${skill.skillId}/agents`}
        label="agents with this skill"
        columns={columns}
        defaultSort="lastName"
        searchLabel="Name or id"
        getRowId={(agent) => String(agent.agentId)}
        rowHref={(agent) => `/agents/${agent.agentId}?connection=${skill.connectionId}`}
        onRows={(rows) => {
          for (const { agentId, name } of rows) names.current.set(agentId, name);
        }}
        selection={{ selected, onChange: setSelected }}
        bulkActions={
          <>
            <ProficiencyPopover
              label="Set proficiency"
              onSet={(value) => done(`Proficiency ${value}`, assign(value))}
            />
            <Button size="sm" onClick={() => done("Skill taken away", remove)}>
              Remove from the skill
            </Button>
          </>
        }
        actions={
          <AddAgents
            skill={skill}
            onAdd={(agents, proficiency) => start("Agents added", agents, assign(proficiency))}
          />
        }
        empty={
          <EmptyState kind="nothing-yet" title="Nobody holds this skill">
            Conversations of a skill without agents wait unseen. Add agents.
          </EmptyState>
        }
      />
    </>
  );
}
