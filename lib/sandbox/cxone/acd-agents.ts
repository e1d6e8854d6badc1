import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent } from "../state/model.ts";
import type { JsonRecord } from "../wire/values.ts";
import { acdList, pathId } from "./acd-api.ts";
import { acdError } from "./error-families.ts";

const stateIds = { LoggedOut: 0, Available: 1, Unavailable: 2 } as const;

function agentRow(sandbox: Sandbox, agent: Agent): JsonRecord {
  const { store } = sandbox;
  return {
    agentId: agent.agentId,
    userName: agent.userName,
    userID: agent.userId,
    firstName: agent.firstName,
    middleName: "",
    lastName: agent.lastName,
    emailAddress: agent.emailAddress,
    isActive: agent.isActive,
    teamId: agent.teamId,
    teamName: store.teams.get(agent.teamId)?.teamName ?? "",
    profileId: agent.roleId,
    profileName: store.roles.get(agent.roleId)?.name ?? "",
    DigitalEngagementEnabled: agent.digitalEngagement,
    digitalThreshold: 3,
    voiceThreshold: 1,
    lastUpdateTime: new Date(store.now()).toISOString(),
  };
}

/** Users of the ACD, their teams and what they are doing now (facts/cxone.md §2.3, §4). */
export function agentRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/acd/~/agents", (c) => {
    const rows = store.agents.list().map((agent) => agentRow(sandbox, agent));
    return acdList(sandbox, c, "agents", rows, "firstName", "lastName", "userName", "emailAddress");
  });

  const statesOf = (agents: Agent[]) => ({
    lastPollTime: new Date(store.now()).toISOString(),
    agentStates: agents.map((agent) => ({
      agentId: agent.agentId,
      firstName: agent.firstName,
      lastName: agent.lastName,
      teamId: agent.teamId,
      agentStateId: stateIds[agent.state],
      agentStateName: agent.state,
    })),
  });

  app.get("/cxone/acd/~/agents/states", (c) => c.json(statesOf(store.agents.list())));

  app.get("/cxone/acd/~/agents/:agentId", (c) => {
    const agent = store.agents.get(pathId(c, "agentId"));
    return agent
      ? c.json({ agents: [agentRow(sandbox, agent)] })
      : acdError(404, "not_found", "The agent was not found");
  });

  app.get("/cxone/acd/~/agents/:agentId/states", (c) => {
    const agent = store.agents.get(pathId(c, "agentId"));
    return agent ? c.json(statesOf([agent])) : acdError(404, "not_found", "The agent was not found");
  });

  app.get("/cxone/acd/~/teams", (c) => acdList(sandbox, c, "teams", store.teams.list(), "teamName"));

  app.get("/cxone/acd/~/teams/:teamId", (c) => {
    const team = store.teams.get(pathId(c, "teamId"));
    return team ? c.json({ teams: [team] }) : acdError(404, "not_found", "The team was not found");
  });
}
