"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import type { AgentPresence, AgentRow } from "#lib/agents/schema.ts";
import { readinessOf, stateName } from "#lib/agents/state.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";

type Known = {
  of: (agentId: number) => AgentPresence | undefined;
  waiting: boolean;
  want: (agentId: number) => () => void;
};
const Presence = createContext<Known | null>(null);

/** What agents are doing is asked once for all that are shown, after the list is there. */
export function PresenceOf({ connectionId, children }: { connectionId: string; children: ReactNode }) {
  const [wanted, setWanted] = useState<readonly number[]>([]);
  const want = useCallback((agentId: number) => {
    setWanted((ids) => [...ids, agentId]);
    return () => setWanted((ids) => ids.filter((id) => id !== agentId));
  }, []);
  const ids = [...new Set(wanted)].sort((a, b) => a - b).join(",");
  const { data, isPending, isError } = useQuery({
    queryKey: queryKeys.agents.part(connectionId, "presence", { ids }),
    queryFn: ({ signal }) =>
      fetchJson<{ items: AgentPresence[] }>(`/api/connections/${connectionId}/agents/presence`, {
        query: { ids },
        signal,
      }),
    enabled: ids !== "",
    staleTime: 30_000,
    placeholderData: (previous) => previous,
  });
  const known = useMemo((): Known => {
    const rows = new Map((data?.items ?? []).map((row) => [row.agentId, row]));
    return { of: (agentId) => rows.get(agentId), waiting: isPending && !isError, want };
  }, [data, isPending, isError, want]);
  return <Presence value={known}>{children}</Presence>;
}

function usePresence(agentId: number) {
  const known = useContext(Presence);
  if (!known) throw new Error("An agent's presence stands outside PresenceOf");
  return { presence: known.of(agentId), waiting: known.waiting };
}

/** Also asks for what the other two show: every row has this one. */
export function AgentReadiness({ agent }: { agent: AgentRow }) {
  const want = useContext(Presence)?.want;
  useEffect(() => want?.(agent.agentId), [want, agent.agentId]);
  const { presence, waiting } = usePresence(agent.agentId);
  if (!presence && waiting) return <Skeleton className="w-20" />;
  const { kind, word } = readinessOf({
    active: agent.active,
    digitalEngagement: agent.digitalEngagement,
    digitalSkills: presence?.digitalSkills ?? null,
    state: presence?.state ?? null,
  });
  return <State kind={kind}>{word}</State>;
}

const KINDS: Record<string, StateKind> = { Available: "good", Unavailable: "warning", LoggedOut: "idle" };

export function AgentStateNow({ agent }: { agent: AgentRow }) {
  const { presence, waiting } = usePresence(agent.agentId);
  if (!presence && waiting) return <Skeleton className="w-16" />;
  const state = presence?.state;
  return (
    <State kind={state ? (KINDS[state] ?? "running") : "unknown"}>
      {state ? stateName(state) : "Unknown"}
    </State>
  );
}

export function AgentSkills({ agent }: { agent: AgentRow }) {
  const { presence, waiting } = usePresence(agent.agentId);
  if (!presence && waiting) return <Skeleton className="w-6" />;
  return presence?.skills ?? <span className="text-faint">unknown</span>;
}
