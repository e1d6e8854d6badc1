import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { type AcdPage, compareBy, pageAcd } from "./page-acd.ts";
import { listAcd } from "./pages.ts";

const agent = z
  .object({
    agentId: integerId,
    userName: textOrEmpty,
    firstName: textOrEmpty,
    lastName: textOrEmpty,
    emailAddress: textOrEmpty,
    isActive: flag.nullish(),
    teamId: nullableId,
    teamName: textOrEmpty,
    profileName: textOrEmpty,
    DigitalEngagementEnabled: flag.nullish(),
  })
  .transform(({ DigitalEngagementEnabled, isActive, ...rest }) => ({
    ...rest,
    isActive: isActive ?? true,
    /** Null when CXone does not say. An agent without it cannot take digital conversations. */
    digitalEngagement: DigitalEngagementEnabled ?? null,
  }));

export type Agent = z.infer<typeof agent>;

/** All agents, by default the active ones. `search` looks into names and e-mail. */
export async function listAgents(
  client: CxoneClient,
  filter: { readonly isActive?: boolean | null; readonly search?: string } = {},
): Promise<Agent[]> {
  return listAcd(client, {
    operation: "cxone.agents.list",
    path: "agents",
    query: {
      isActive: filter.isActive === null ? undefined : (filter.isActive ?? true),
      searchString: filter.search,
    },
    key: "agents",
    row: agent,
    idOf: (row) => row.agentId,
  });
}

export interface AgentPageQuery {
  readonly skip: number;
  readonly top: number;
  readonly search?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly teamId?: number | undefined;
  readonly sort?:
    | { readonly by: "lastName" | "teamName" | "profileName"; readonly descending: boolean }
    | undefined;
}

/** One page of agents; the vendor searches, filters and sorts where it can. */
export async function pageAgents(
  client: CxoneClient,
  { skip, top, search, isActive, teamId, sort }: AgentPageQuery,
): Promise<AcdPage<Agent>> {
  const wanted = search?.toLowerCase();
  return pageAcd(
    client,
    {
      operation: "cxone.agents.page",
      path: "agents",
      query: {
        searchString: search,
        isActive,
        teamId,
        orderBy: sort && `${sort.by} ${sort.descending ? "desc" : "asc"}`,
      },
      key: "agents",
      row: agent,
      idOf: (row) => row.agentId,
      matches: (row) =>
        (wanted === undefined || searchable(row).includes(wanted)) &&
        (isActive === undefined || row.isActive === isActive) &&
        (teamId === undefined || row.teamId === teamId),
      compare: sort && ((a, b) => (sort.descending ? -1 : 1) * compareBy(a[sort.by], b[sort.by])),
    },
    { skip, top },
  );
}

const searchable = (row: Agent) =>
  `${row.firstName} ${row.lastName} ${row.firstName} ${row.userName} ${row.emailAddress} ${row.agentId}`.toLowerCase();

/** One agent by id, or null. */
export async function getAgent(client: CxoneClient, agentId: number): Promise<Agent | null> {
  try {
    return await client.read(
      {
        operation: "cxone.agents.get",
        api: "acd",
        method: "GET",
        path: `agents/${agentId}`,
        idempotent: true,
      },
      z.union([z.object({ agents: z.tuple([agent]) }).transform((wrapped) => wrapped.agents[0]), agent]),
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
