import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent, SkillAssignment } from "../state/model.ts";
import { readBody } from "../wire/read-body.ts";
import { asBoolean, asInteger, asRecord, field, type JsonRecord } from "../wire/values.ts";
import { acdList, pageOf, pathId } from "./acd-api.ts";
import { acdError, Refusal } from "./error-families.ts";
import { mediaTypeName } from "./media-types.ts";

export function assignmentKey(skillId: number, agentId: number): string {
  return `${skillId}:${agentId}`;
}

function assignmentRow(sandbox: Sandbox, assignment: SkillAssignment, agent: Agent): JsonRecord {
  const { store } = sandbox;
  const skill = store.skills.get(assignment.skillId);
  return {
    agentId: agent.agentId,
    userId: agent.userId,
    firstName: agent.firstName,
    middleName: "",
    lastName: agent.lastName,
    agentProficiencyValue: assignment.proficiency,
    agentProficiencyName: `Level ${assignment.proficiency}`,
    campaignId: skill?.campaignId ?? 0,
    campaignName: store.campaigns.get(skill?.campaignId ?? 0)?.name ?? "",
    isActive: assignment.isActive,
    isSkillActive: skill?.isActive ?? false,
    isOutbound: skill?.isOutbound ?? false,
    mediaTypeId: skill?.mediaTypeId ?? 0,
    mediaTypeName: mediaTypeName(skill?.mediaTypeId ?? 0),
    outboundStrategy: skill?.outboundStrategy ?? "",
    skillId: assignment.skillId,
    skillName: skill?.skillName ?? "",
    teamId: agent.teamId,
    teamName: store.teams.get(agent.teamId)?.teamName ?? "",
    digitalPOC: null,
    digitalPOCName: null,
    lastUpdateTime: new Date(store.now()).toISOString(),
  };
}

/** Which agents hold a skill, from both ends (facts/cxone.md §2.1). Writes are batches with a result per agent. */
export function skillAgentRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const requireSkill = (skillId: number): number => {
    if (!store.skills.get(skillId))
      throw new Refusal(acdError(404, "not_found", `Skill ${skillId} was not found`));
    return skillId;
  };

  const rowsOf = (assignments: SkillAssignment[]): JsonRecord[] =>
    assignments.flatMap((assignment) => {
      const agent = store.agents.get(assignment.agentId);
      return agent ? [assignmentRow(sandbox, assignment, agent)] : [];
    });

  type Outcome = { agentId: unknown; success: boolean; error: string };

  const applyOne = (method: string, skillId: number, item: JsonRecord): Outcome => {
    const agentId = asInteger(field(item, "agentId"));
    const refuse = (error: string): Outcome => ({
      agentId: field(item, "agentId") ?? null,
      success: false,
      error,
    });
    if (agentId === undefined) return refuse("agentId is required");
    if (!store.agents.get(agentId)) return refuse(`Agent ${agentId} does not exist`);
    const key = assignmentKey(skillId, agentId);
    const existing = store.assignments.get(key);
    if (method === "DELETE") {
      if (!existing) return refuse(`Agent ${agentId} is not assigned to the skill`);
      store.assignments.remove(key);
      return { agentId, success: true, error: "" };
    }
    if (method === "PUT" && !existing) return refuse(`Agent ${agentId} is not assigned to the skill`);
    const proficiency = asInteger(field(item, "proficiency")) ?? existing?.proficiency ?? 10;
    if (proficiency < 1 || proficiency > 20) return refuse("proficiency must be from 1 to 20");
    const isActive = asBoolean(field(item, "isActive")) ?? existing?.isActive ?? true;
    store.assignments.put(key, { skillId, agentId, isActive, proficiency });
    return { agentId, success: true, error: "" };
  };

  app.get("/cxone/acd/~/skills/agents", (c) => {
    const wanted = (c.req.query("skills") ?? "").split(",").map(Number);
    const some = c.req.query("skills")
      ? store.assignments.list().filter((row) => wanted.includes(row.skillId))
      : store.assignments.list();
    return acdList(sandbox, c, "agentSkillAssignments", rowsOf(some), "skillName");
  });

  app.get("/cxone/acd/~/skills/:skillId/agents", (c) => {
    const skillId = requireSkill(pathId(c, "skillId"));
    return acdList(
      sandbox,
      c,
      "agentSkillAssignments",
      rowsOf(store.assignments.where("skill", String(skillId))),
      "lastName",
    );
  });

  app.on(["POST", "PUT", "DELETE"], "/cxone/acd/~/skills/:skillId/agents", async (c) => {
    const skillId = requireSkill(pathId(c, "skillId"));
    const agents = field(asRecord(await readBody(c)), "agents");
    if (!Array.isArray(agents) || agents.length === 0) {
      return acdError(400, "invalid_request", "agents must be an array with at least one agent");
    }
    const agentResults = agents.map((item) => applyOne(c.req.method, skillId, asRecord(item)));
    return c.json({
      resultSet: { errorCount: agentResults.filter((result) => !result.success).length, agentResults },
    });
  });

  app.get("/cxone/acd/~/skills/:skillId/agents/unassigned", (c) => {
    const skillId = requireSkill(pathId(c, "skillId"));
    const free = store.agents
      .list()
      .filter((agent) => !store.assignments.get(assignmentKey(skillId, agent.agentId)));
    const page = pageOf(c, free);
    const agents = page.rows.map(({ agentId, firstName, lastName, teamId }) => ({
      agentId,
      firstName,
      lastName,
      teamId,
    }));
    return c.json({ resultSet: { _links: page.links, totalRecords: page.totalRecords, agents } });
  });

  app.delete("/cxone/acd/~/skills/:skillId/agents/:agentId", (c) => {
    const skillId = requireSkill(pathId(c, "skillId"));
    const result = applyOne("DELETE", skillId, { agentId: pathId(c, "agentId") });
    return result.success ? c.body(null, 200) : acdError(404, "not_found", result.error);
  });

  app.get("/cxone/acd/~/agents/:agentId/skills", (c) => {
    const agentId = pathId(c, "agentId");
    if (!store.agents.get(agentId)) return acdError(404, "not_found", `Agent ${agentId} was not found`);
    return acdList(
      sandbox,
      c,
      "agentSkillAssignments",
      rowsOf(store.assignments.where("agent", String(agentId))),
      "skillName",
    );
  });
}
