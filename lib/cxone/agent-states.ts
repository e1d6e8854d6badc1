import "server-only";
import * as z from "zod";
import { integerId, nullableId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";

const state = z
  .object({
    agentId: integerId,
    firstName: textOrEmpty,
    lastName: textOrEmpty,
    teamId: nullableId,
    agentStateName: textOrEmpty,
  })
  .transform(({ agentStateName, ...rest }) => ({ ...rest, state: agentStateName || "Unknown" }));

export type AgentStateRow = z.infer<typeof state>;

const answer = z.object({ agentStates: z.array(state).nullish() });

/** What every agent is doing now, in one answer: LoggedOut, Available, Unavailable, InboundContact … (facts/cxone.md §4). */
export async function listAgentStates(client: CxoneClient): Promise<AgentStateRow[]> {
  const { agentStates } = await client.read(
    {
      operation: "cxone.agent-states.list",
      api: "acd",
      method: "GET",
      path: "agents/states",
      idempotent: true,
    },
    answer,
  );
  return agentStates ?? [];
}

/** What one agent is doing now; null when CXone does not say. */
export async function getAgentState(client: CxoneClient, agentId: number): Promise<string | null> {
  const { agentStates } = await client.read(
    {
      operation: "cxone.agent-states.get",
      api: "acd",
      method: "GET",
      path: `agents/${agentId}/states`,
      idempotent: true,
    },
    answer,
  );
  return agentStates?.find((row) => row.agentId === agentId)?.state ?? null;
}
