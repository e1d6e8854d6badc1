import "server-only";
import { listAgentStates } from "#lib/cxone/agent-states.ts";
import { type Agent, getAgent } from "#lib/cxone/agents.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import type { AcdPage } from "#lib/cxone/page-acd.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";

type Asked = {
  skip: number;
  top: number;
  state: string;
  search?: string | undefined;
  team?: number | undefined;
  active?: boolean | undefined;
};

/**
 * Agents in one state. CXone's list does not know states and its states do not know much else: the page is chosen from
 * the states (one answer), then each of its agents is read.
 */
export async function pageByState(client: CxoneClient, asked: Asked): Promise<AcdPage<Agent>> {
  const { skip, top, state, team, active } = asked;
  const wanted = asked.search?.toLowerCase() ?? "";
  const found = (await listAgentStates(client))
    .filter((row) => row.state === state && (team === undefined || row.teamId === team))
    .filter((row) => `${row.firstName} ${row.lastName}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.lastName.localeCompare(b.lastName) || a.agentId - b.agentId);
  const shown = found.slice(skip, skip + top);
  const agents = await inParallel(shown, (row) => getAgent(client, row.agentId));
  return {
    rows: agents.filter(
      (agent) => agent !== null && (active === undefined || agent.isActive === active),
    ) as Agent[],
    // Whether the others are active is not known without reading each.
    total: active === undefined ? found.length : null,
    nextSkip: skip + top < found.length ? skip + top : null,
    remarks: [],
  };
}
