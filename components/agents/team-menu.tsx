"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryProvider } from "#components/query-provider.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { AgentRow, TeamView } from "#lib/agents/schema.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";

type TeamMenuProps = {
  connectionId: string;
  /** As many are read at most. */
  most: number;
  onChoose: (agents: { id: number; label: string }[]) => void;
};

/** Adds all active agents of a team. */
export function TeamMenu(props: TeamMenuProps) {
  return (
    <QueryProvider>
      <Teams {...props} />
    </QueryProvider>
  );
}

function Teams({ connectionId, most, onChoose }: TeamMenuProps) {
  const [reading, setReading] = useState("");
  const { data } = useQuery({
    queryKey: queryKeys.teams.one(connectionId),
    queryFn: ({ signal }) =>
      fetchJson<{ items: TeamView[] }>(`/api/connections/${connectionId}/teams`, { signal }),
    staleTime: 60_000,
  });
  const choose = async ({ teamId, name }: TeamView) => {
    setReading(`Reading ${name}`);
    try {
      onChoose(await agentsOfTeam(connectionId, teamId, most));
      setReading("");
    } catch {
      setReading(`${name} could not be read`);
    }
  };
  return (
    <>
      <Menu
        label="All of a team"
        entries={(data?.items ?? []).map((team) => ({
          label: team.name,
          onSelect: () => void choose(team),
        }))}
      />
      {reading && (
        <span role="status" className="self-center text-muted text-xs">
          {reading}
        </span>
      )}
    </>
  );
}

/** The active agents of a team, page by page, one past `most` at the end so that too many is noticed. */
async function agentsOfTeam(connectionId: string, teamId: number, most: number) {
  const found: { id: number; label: string }[] = [];
  let older: string | null | undefined;
  do {
    const page: TenantPage<AgentRow> = await fetchJson(`/api/connections/${connectionId}/agents`, {
      query: { team: teamId, active: "yes", older },
    });
    found.push(...page.items.map(({ agentId, name }) => ({ id: agentId, label: name })));
    older = page.older;
  } while (older && found.length <= most);
  return found;
}
