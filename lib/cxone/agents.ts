import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
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
