import "server-only";
import * as z from "zod";
import { integerId, nullableId, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { ACD_PAGE } from "./pages.ts";

const state = z
  .object({
    agentId: integerId,
    firstName: textOrEmpty,
    lastName: textOrEmpty,
    teamId: nullableId,
    agentStateName: textOrEmpty,
    startDate: textOrEmpty,
    contactId: nullableId,
  })
  .transform(({ agentStateName, startDate, contactId, ...rest }) => ({
    ...rest,
    state: agentStateName || "Unknown",
    /** Since when, as CXone writes it; "" when it does not say. */
    since: startDate,
    /** The contact the agent has, of any medium. */
    contactId: contactId || null,
  }));

export type AgentStateRow = z.infer<typeof state>;

const answer = z.object({ totalRecords: z.coerce.number().nullish(), agentStates: z.array(state).nullish() });

const MOST_PAGES = 200;

/**
 * What every agent is doing now: LoggedOut, Available, Unavailable, InboundContact … (facts/cxone.md §4). Usually one
 * answer; a tenant that pages it is asked on.
 */
export async function listAgentStates(client: CxoneClient): Promise<AgentStateRow[]> {
  const found = new Map<number, AgentStateRow>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const before = found.size;
    const { agentStates, totalRecords } = await client.read(
      {
        operation: "cxone.agent-states.list",
        api: "acd",
        method: "GET",
        path: "agents/states",
        query: before === 0 ? {} : { skip: before, top: ACD_PAGE },
        idempotent: true,
      },
      answer,
    );
    for (const row of agentStates ?? []) found.set(row.agentId, row);
    if (found.size === before || found.size >= (totalRecords ?? 0)) break;
  }
  return [...found.values()];
}

/** What one agent is doing now; null when CXone does not say, or knows no such agent. */
export async function readAgentState(client: CxoneClient, agentId: number): Promise<AgentStateRow | null> {
  try {
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
    return agentStates?.find((row) => row.agentId === agentId) ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The name of what one agent is doing now; null when CXone does not say. */
export async function getAgentState(client: CxoneClient, agentId: number): Promise<string | null> {
  return (await readAgentState(client, agentId))?.state ?? null;
}
