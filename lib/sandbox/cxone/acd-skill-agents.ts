import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent, SkillAssignment } from "../state/model.ts";
import { readBody } from "../wire/read-body.ts";
import { asBoolean, asInteger, asRecord, field, type JsonRecord } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, type Listing, pageOfListing, queryOf } from "./acd-list.ts";
import { skillOf } from "./acd-skills.ts";
import { agentListing } from "./agent-views.ts";
import { acdError } from "./error-families.ts";
import { mediaTypeName } from "./media-types.ts";
import { skillListing } from "./skill-views.ts";

export function assignmentKey(skillId: number, agentId: number): string {
  return `${skillId}:${agentId}`;
}

function assignmentRow(sandbox: Sandbox, assignment: SkillAssignment): JsonRecord {
  const { store } = sandbox;
  const skill = store.skills.get(assignment.skillId);
  const agent = store.agents.get(assignment.agentId);
  return {
    agentId: assignment.agentId,
    userId: agent?.userId ?? "",
    firstName: agent?.firstName ?? "",
    middleName: "",
    lastName: agent?.lastName ?? "",
    agentProficiencyValue: assignment.proficiency,
    agentProficiencyName: `Level ${assignment.proficiency}`,
    campaignId: skill?.campaignId ?? 0,
    campaignName: store.campaigns.get(skill?.campaignId ?? 0)?.name ?? "",
    emailFromAddress: skill?.settings.emailFromAddress ?? "",
    isActive: assignment.isActive,
    isAssigned: true,
    isSkillActive: skill?.isActive ?? false,
    isOutbound: skill?.isOutbound ?? false,
    mediaTypeId: skill?.mediaTypeId ?? 0,
    mediaTypeName: mediaTypeName(skill?.mediaTypeId ?? 0),
    outboundStrategy: skill?.outboundStrategy ?? "",
    requireDisposition: skill?.settings.requireDisposition ?? false,
    skillId: assignment.skillId,
    skillName: skill?.skillName ?? "",
    teamId: agent?.teamId ?? 0,
    teamName: store.teams.get(agent?.teamId ?? 0)?.teamName ?? "",
    digitalPOC: null,
    digitalPOCName: null,
    lastUpdateTime: new Date(assignment.updatedAt ?? skill?.createdAt ?? 0).toISOString(),
  };
}

/** Which agents hold a skill, from both ends (facts/cxone.md §2.1). Writes are batches with a result per agent. */
export function skillAgentRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const listing = (rows: readonly SkillAssignment[], by: "agent" | "skill"): Listing<SkillAssignment> => {
    const nameOf = (row: SkillAssignment) => {
      const agent = store.agents.get(row.agentId);
      return `${agent?.lastName ?? ""} ${agent?.firstName ?? ""} ${agent?.lastName ?? ""}`;
    };
    const skillName = (row: SkillAssignment) => store.skills.get(row.skillId)?.skillName ?? "";
    return {
      key: "agentSkillAssignments",
      rows,
      view: (row) => assignmentRow(sandbox, row),
      search: by === "agent" ? nameOf : skillName,
      isActive: (row) => row.isActive,
      updatedAt: (row) => row.updatedAt ?? store.skills.get(row.skillId)?.createdAt ?? 0,
      order: {
        agentId: (row) => row.agentId,
        firstName: (row) => store.agents.get(row.agentId)?.firstName ?? "",
        lastName: nameOf,
        agentProficiencyValue: (row) => row.proficiency,
        skillId: (row) => row.skillId,
        skillName,
        isActive: (row) => Number(row.isActive),
      },
    };
  };

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
    if (store.setting<number[]>("skillAgentsFailFor", []).includes(agentId))
      return refuse(`Agent ${agentId} could not be updated`);
    const key = assignmentKey(skillId, agentId);
    const existing = store.assignments.get(key);
    if (method === "DELETE") {
      if (!existing) return refuse(`Agent ${agentId} is not assigned to the skill`);
      store.assignments.remove(key);
      return { agentId, success: true, error: "" };
    }
    if (method === "PUT" && !existing) return refuse(`Agent ${agentId} is not assigned to the skill`);
    const sent = field(item, "proficiency");
    const proficiency = sent == null ? (existing?.proficiency ?? 10) : asInteger(sent);
    if (proficiency === undefined || proficiency < 1 || proficiency > 20)
      return refuse("proficiency must be from 1 to 20");
    const isActive = asBoolean(field(item, "isActive")) ?? existing?.isActive ?? true;
    store.assignments.put(key, { skillId, agentId, isActive, proficiency, updatedAt: store.now() });
    return { agentId, success: true, error: "" };
  };

  app.get("/cxone/acd/~/skills/agents", (c) => {
    const wanted = queryOf(c, "skills")?.split(",").map(Number);
    if (!wanted) return acdList(sandbox, c, listing(store.assignments.list(), "skill"));
    const invalid = wanted.filter((skillId) => !store.skills.get(skillId));
    const rows = wanted.flatMap((skillId) => store.assignments.where("skill", String(skillId)));
    const page = pageOfListing(sandbox, c, listing(rows, "skill"));
    return c.json({
      _links: page.links,
      lastPollTime: new Date(store.now()).toISOString(),
      businessUnitId: store.tenant.businessUnitId,
      totalRecords: page.totalRecords,
      agentSkillAssignments: page.rows,
      invalidSkills: invalid.map((skillId) => ({ skillId })),
    });
  });

  app.get("/cxone/acd/~/skills/:skillId/agents", (c) => {
    const { skillId } = skillOf(sandbox, c);
    return acdList(sandbox, c, listing(store.assignments.where("skill", String(skillId)), "agent"));
  });

  app.on(["POST", "PUT", "DELETE"], "/cxone/acd/~/skills/:skillId/agents", async (c) => {
    const { skillId } = skillOf(sandbox, c);
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
    const { skillId } = skillOf(sandbox, c);
    const free: Listing<Agent> = {
      ...agentListing(sandbox),
      view: ({ agentId, userId, firstName, lastName, teamId, isActive }) => ({
        agentId,
        userId,
        firstName,
        lastName,
        teamId,
        teamName: store.teams.get(teamId)?.teamName ?? "",
        isActive,
      }),
    };
    const page = pageOfListing(
      sandbox,
      c,
      free,
      (agent) => !store.assignments.get(assignmentKey(skillId, agent.agentId)),
    );
    return c.json({ resultSet: { _links: page.links, totalRecords: page.totalRecords, agents: page.rows } });
  });

  app.delete("/cxone/acd/~/skills/:skillId/agents/:agentId", (c) => {
    const { skillId } = skillOf(sandbox, c);
    const result = applyOne("DELETE", skillId, { agentId: pathId(c, "agentId") });
    return result.success ? c.body(null, 200) : acdError(404, "not_found", result.error);
  });

  app.get("/cxone/acd/~/agents/:agentId/skills", (c) => {
    const agentId = pathId(c, "agentId");
    if (!store.agents.get(agentId)) return acdError(404, "not_found", `Agent ${agentId} was not found`);
    return acdList(sandbox, c, listing(store.assignments.where("agent", String(agentId)), "skill"));
  });

  app.get("/cxone/acd/~/agents/:agentId/skills/unassigned", (c) => {
    const agentId = pathId(c, "agentId");
    if (!store.agents.get(agentId)) return acdError(404, "not_found", `Agent ${agentId} was not found`);
    const page = pageOfListing(
      sandbox,
      c,
      skillListing(sandbox),
      (skill) => !store.assignments.get(assignmentKey(skill.skillId, agentId)),
    );
    const { businessUnitId } = store.tenant;
    const { links, totalRecords, rows } = page;
    return c.json({ resultSet: { _links: links, businessUnitId, totalRecords, skills: rows } });
  });
}
