import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Team } from "../state/model.ts";
import { readBody, readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asRecord, asText, field } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, plainListing } from "./acd-list.ts";
import { agentListing } from "./agent-views.ts";
import { acdError, Refusal } from "./error-families.ts";

/** Teams and who is in them: every user is in exactly one (facts/cxone.md §2.3). */
export function teamRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const teamOf = (c: SandboxContext): Team => {
    const team = store.teams.get(pathId(c, "teamId"));
    if (!team) throw new Refusal(acdError(404, "not_found", "The team was not found"));
    return team;
  };
  const teamRow = (team: Team) => ({
    ...team,
    agentCount: store.agents.where("team", String(team.teamId)).length,
    lastUpdateTime: new Date(store.setting("seededAt", 0)).toISOString(),
  });

  app.get("/cxone/acd/~/teams", (c) =>
    acdList(sandbox, c, plainListing("teams", store.teams.list().map(teamRow), "teamName")),
  );

  app.post("/cxone/acd/~/teams", async (c) => {
    const items = field(await readRecord(c), "teams");
    if (!Array.isArray(items) || items.length === 0)
      return acdError(400, "invalid_request", "teams must be an array with at least one team");
    const teamResults = items.map((item) => {
      const teamName = asText(field(asRecord(item), "teamName"))?.trim();
      if (!teamName) return { teamId: null, success: false, error: "teamName is required" };
      if (store.teams.find((team) => team.teamName.toLowerCase() === teamName.toLowerCase()))
        return { teamId: null, success: false, error: `Team name ${teamName} already exists` };
      const teamId = store.nextNumber("team", 520);
      store.teams.put(teamId, {
        teamId,
        teamName,
        isActive: asBoolean(field(asRecord(item), "isActive")) ?? true,
      });
      return { teamId, success: true, error: "" };
    });
    return c.json({ errorCount: teamResults.filter((result) => !result.success).length, teamResults });
  });

  app.get("/cxone/acd/~/teams/agents", (c) => {
    const rows = store.teams.list().map((team) => ({
      teamId: team.teamId,
      teamName: team.teamName,
      agents: store.agents
        .where("team", String(team.teamId))
        .map(({ agentId, firstName, lastName, isActive }) => ({ agentId, firstName, lastName, isActive })),
    }));
    return acdList(sandbox, c, plainListing("teamAgents", rows, "teamName"));
  });

  app.get("/cxone/acd/~/teams/:teamId", (c) => c.json({ teams: [teamRow(teamOf(c))] }));

  app.put("/cxone/acd/~/teams/:teamId", async (c) => {
    const team = teamOf(c);
    const body = await readRecord(c);
    const change = asRecord(field(body, "team") ?? body);
    store.teams.update(team.teamId, {
      teamName: asText(field(change, "teamName")) ?? team.teamName,
      isActive: asBoolean(field(change, "isActive")) ?? team.isActive,
    });
    return c.body(null, 204);
  });

  app.get("/cxone/acd/~/teams/:teamId/agents", (c) => {
    const { teamId } = teamOf(c);
    return acdList(sandbox, c, agentListing(sandbox), (agent) => agent.teamId === teamId);
  });

  app.on(["POST", "DELETE"], "/cxone/acd/~/teams/:teamId/agents", async (c) => {
    const team = teamOf(c);
    const body = asRecord(await readBody(c));
    const agents = field(body, "agents");
    if (!Array.isArray(agents) || agents.length === 0)
      return acdError(400, "invalid_request", "agents must be an array with at least one agent");
    // Nobody is without a team: whoever leaves one has to be told where to go.
    const target = c.req.method === "POST" ? team.teamId : asInteger(field(body, "transferTeamId"));
    if (target === undefined || !store.teams.get(target))
      return acdError(400, "invalid_request", "transferTeamId must be the id of another team");
    const agentResults = agents.map((item) => {
      const agentId = asInteger(field(asRecord(item), "agentId"));
      const agent = agentId === undefined ? undefined : store.agents.get(agentId);
      if (!agent)
        return { agentId: agentId ?? null, success: false, error: `Agent ${agentId} does not exist` };
      if (c.req.method === "DELETE" && agent.teamId !== team.teamId)
        return { agentId: agent.agentId, success: false, error: `Agent ${agentId} is not in the team` };
      store.agents.update(agent.agentId, { teamId: target, updatedAt: store.now() });
      return { agentId: agent.agentId, success: true, error: "" };
    });
    return c.json({
      resultSet: { errorCount: agentResults.filter((result) => !result.success).length, agentResults },
    });
  });
}
