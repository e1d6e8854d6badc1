import * as z from "zod";
import { commaList } from "#lib/api/schema.ts";
import type { AsOf } from "#lib/connections/schema.ts";
import { proficiency } from "#lib/skills/schema.ts";
import { sortBy, TENANT_PAGE, tenantQuery, yesNo } from "#lib/tenant/schema.ts";
import { AGENT_STATES, type Finding } from "./state.ts";

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

/** A skill that an agent holds. */
export type HeldSkillView = {
  skillId: number;
  name: string;
  mediaType: string;
  active: boolean;
  proficiency: number | null;
};

/** One agent with what it is doing, holds and lacks. */
export type AgentDetail = AgentRow & {
  connectionId: string;
  email: string;
  state: string | null;
  held: HeldSkillView[];
  findings: Finding[];
  /** Permissions of the agent's role that CXone names; null when it does not. */
  permissions: { granted: string[]; total: number; skillsView: boolean | null } | null;
  readAt: string;
  stale: AsOf<unknown>["stale"];
};

/** A skill given to one agent, or its proficiency set. */
export const agentSkillInput = z.strictObject({
  skillId: z.int({ error: "Choose a skill." }).positive({ error: "Choose a skill." }),
  proficiency: proficiency.optional(),
});
export const removeAgentSkillInput = agentSkillInput.pick({ skillId: true });
