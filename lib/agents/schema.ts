import * as z from "zod";
import { commaList } from "#lib/api/schema.ts";
import { sortBy, TENANT_PAGE, tenantQuery, yesNo } from "#lib/tenant/schema.ts";
import { AGENT_STATES } from "./state.ts";

/** What the list of agents is asked. */
export const agentQuery = tenantQuery.extend({
  sort: sortBy("lastName", "teamName", "profileName"),
  team: z.coerce.number().int().min(0).optional(),
  state: z.enum(AGENT_STATES).optional(),
  active: yesNo,
});
export type AgentQuery = z.output<typeof agentQuery>;

/** An agent in a list. What it is doing and what it holds comes by `AgentPresence`. */
export type AgentRow = {
  agentId: number;
  name: string;
  userName: string;
  teamId: number | null;
  teamName: string;
  profile: string;
  active: boolean;
  digitalEngagement: boolean | null;
};

/** Which agents' presence is asked for: the rows of one page. */
export const presenceQuery = z.strictObject({
  ids: commaList(z.string().regex(/^\d{1,15}$/)).transform((ids) =>
    (ids ?? []).slice(0, TENANT_PAGE).map(Number),
  ),
});

/** What an agent is doing, and the skills it holds; null where CXone did not say. */
export type AgentPresence = {
  agentId: number;
  state: string | null;
  skills: number | null;
  digitalSkills: number | null;
};

export type TeamView = { teamId: number; name: string; active: boolean };
