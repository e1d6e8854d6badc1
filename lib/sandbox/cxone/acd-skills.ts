import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Skill } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asArray, asBoolean, asInteger, asRecord, asText, field, type JsonRecord } from "../wire/values.ts";
import { acdList, pathId } from "./acd-api.ts";
import { createSkill, skillNameProblem } from "./create-skill.ts";
import { acdError, Refusal } from "./error-families.ts";
import { mediaTypeName, mediaTypes } from "./media-types.ts";

function skillRow(sandbox: Sandbox, skill: Skill): JsonRecord {
  return {
    skillId: skill.skillId,
    skillName: skill.skillName,
    mediaTypeId: skill.mediaTypeId,
    mediaTypeName: mediaTypeName(skill.mediaTypeId),
    campaignId: skill.campaignId,
    campaignName: sandbox.store.campaigns.get(skill.campaignId)?.name ?? "",
    isActive: skill.isActive,
    isOutbound: skill.isOutbound,
    outboundStrategy: skill.outboundStrategy ?? "",
    isRunning: false,
    lastUpdateTime: new Date(skill.updatedAt).toISOString(),
  };
}

function skillDetail(sandbox: Sandbox, skill: Skill): JsonRecord {
  const digital = {
    agentFirstResponseTime: 0,
    agentFollowOnResponseTime: 0,
    agentResponseEnabled: false,
    customerIdleTime: 0,
    customerResponseEnabled: false,
    IsSubSkill: false,
    PresentAcceptReject: false,
    routingQueueId: skill.skillId,
    TenantId: sandbox.store.tenant.tenantId,
    timeExtensionEnabled: false,
  };
  return { ...skill.settings, ...(skill.mediaTypeId === 9 ? digital : {}), ...skillRow(sandbox, skill) };
}

/** Skills (facts/cxone.md §2.1). There is no deleting: a skill is switched off with isActive=false. */
export function skillRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const skillOf = (skillId: number): Skill => {
    const skill = store.skills.get(skillId);
    if (!skill) throw new Refusal(acdError(404, "not_found", `Skill ${skillId} was not found`));
    return skill;
  };

  app.get("/cxone/acd/~/media-types", (c) => c.json({ mediaTypes }));
  app.get("/cxone/acd/~/media-types/:mediaTypeId", (c) => {
    const found = mediaTypes.filter((type) => type.mediaTypeId === pathId(c, "mediaTypeId"));
    return found.length > 0
      ? c.json({ mediaTypes: found })
      : acdError(404, "not_found", "No such media type");
  });

  app.get("/cxone/acd/~/skills", (c) => {
    const visibleUntil = store.now() - store.switches.skillListLagSeconds * 1000;
    const mediaTypeId = asInteger(c.req.query("mediaTypeId"));
    const strategy = c.req.query("outboundStrategy");
    const skills = store.skills
      .list()
      .filter((skill) => skill.createdAt <= visibleUntil)
      .filter((skill) => mediaTypeId === undefined || skill.mediaTypeId === mediaTypeId)
      .filter((skill) => !strategy || skill.outboundStrategy === strategy);
    return acdList(
      sandbox,
      c,
      "skills",
      skills.map((skill) => skillRow(sandbox, skill)),
      "skillName",
    );
  });

  app.post("/cxone/acd/~/skills", async (c) => {
    const items = field(await readRecord(c), "skills");
    if (!Array.isArray(items) || items.length === 0) {
      return acdError(400, "invalid_request", "skills must be an array with at least one skill");
    }
    const results = asArray(items).map((item) => createSkill(sandbox, asRecord(item)));
    return c.json({
      errorCount: results.filter((result) => !result.ok).length,
      skillsResults: results.map((result) =>
        result.ok
          ? {
              success: true,
              error: "",
              ...(store.switches.skillCreateReturnsId ? { skillId: result.skill.skillId } : {}),
            }
          : { success: false, error: result.error },
      ),
    });
  });

  app.get("/cxone/acd/~/skills/:skillId{-?[0-9]+}", (c) => {
    const detail = skillDetail(sandbox, skillOf(pathId(c, "skillId")));
    return c.json(store.switches.skillDetailWrapped ? { skills: [detail] } : detail);
  });

  app.put("/cxone/acd/~/skills/:skillId{-?[0-9]+}", async (c) => {
    const skill = skillOf(pathId(c, "skillId"));
    const change = asRecord(field(await readRecord(c), "skill"));
    const name = asText(field(change, "skillName")) ?? skill.skillName;
    const problem = skillNameProblem(name);
    if (problem) return acdError(400, "invalid_request", problem);
    const taken = store.skills
      .where("name", name.toLowerCase())
      .some((other) => other.skillId !== skill.skillId);
    if (taken) return acdError(409, "conflict", `Skill name ${name} already exists`);
    const campaignId = asInteger(field(change, "campaignId")) ?? skill.campaignId;
    if (!store.campaigns.get(campaignId))
      return acdError(400, "invalid_request", `campaignId ${campaignId} does not exist`);
    store.skills.update(skill.skillId, {
      skillName: name,
      campaignId,
      isActive: asBoolean(field(change, "isActive")) ?? skill.isActive,
      settings: { ...skill.settings, ...change },
      updatedAt: store.now(),
    });
    return c.json({ success: true, skillId: skill.skillId });
  });
}
