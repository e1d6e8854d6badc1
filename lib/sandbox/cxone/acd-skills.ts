import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Skill } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asRecord, field, isRecord } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, queryOf } from "./acd-list.ts";
import { changeSkill, createSkill } from "./create-skill.ts";
import { acdError, Refusal } from "./error-families.ts";
import { mediaTypes } from "./media-types.ts";
import { skillDetail, skillListing } from "./skill-views.ts";

/** The skill that the path names, or the ACD's 404. */
export function skillOf(sandbox: Sandbox, c: SandboxContext): Skill {
  const skillId = pathId(c, "skillId");
  const skill = sandbox.store.skills.get(skillId);
  if (!skill) throw new Refusal(acdError(404, "not_found", `Skill ${skillId} was not found`));
  return skill;
}

/** Which skills a list shows: a new one lags behind, and two filters of its own (facts/cxone.md §2.1). */
function listedSkills(sandbox: Sandbox, c: SandboxContext): (skill: Skill) => boolean {
  const { store } = sandbox;
  const visibleUntil = store.now() - store.switches.skillListLagSeconds * 1000;
  const mediaTypeId = asInteger(queryOf(c, "mediaTypeId"));
  const isOutbound = asBoolean(queryOf(c, "isOutbound"));
  const strategy = queryOf(c, "outboundStrategy");
  return (skill) =>
    skill.createdAt <= visibleUntil &&
    (mediaTypeId === undefined || skill.mediaTypeId === mediaTypeId) &&
    (isOutbound === undefined || skill.isOutbound === isOutbound) &&
    (strategy === undefined || skill.outboundStrategy === strategy);
}

/** Skills (facts/cxone.md §2.1). There is no deleting: a skill is switched off with isActive=false. */
export function skillRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/acd/~/media-types", (c) => c.json({ mediaTypes }));
  app.get("/cxone/acd/~/media-types/:mediaTypeId", (c) => {
    const found = mediaTypes.filter((type) => type.mediaTypeId === pathId(c, "mediaTypeId"));
    return found.length > 0
      ? c.json({ mediaTypes: found })
      : acdError(404, "not_found", "No such media type");
  });

  app.get("/cxone/acd/~/skills", (c) => acdList(sandbox, c, skillListing(sandbox), listedSkills(sandbox, c)));

  app.post("/cxone/acd/~/skills", async (c) => {
    const items = field(await readRecord(c), "skills");
    if (!Array.isArray(items) || items.length === 0) {
      return acdError(400, "invalid_request", "skills must be an array with at least one skill");
    }
    const results = items.map((item) => createSkill(sandbox, asRecord(item)));
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
    const detail = skillDetail(sandbox, skillOf(sandbox, c));
    return c.json(store.switches.skillDetailWrapped ? { skills: [detail] } : detail);
  });

  app.put("/cxone/acd/~/skills/:skillId{-?[0-9]+}", async (c) => {
    const skill = skillOf(sandbox, c);
    const change = field(await readRecord(c), "skill");
    if (!isRecord(change)) return acdError(400, "invalid_request", "skill is required");
    const result = changeSkill(sandbox, skill, change);
    if (result.ok) return c.json({ success: true, skillId: skill.skillId });
    return result.error.endsWith("already exists")
      ? acdError(409, "conflict", result.error)
      : acdError(400, "invalid_request", result.error);
  });

  app.on("POST", ["/cxone/acd/~/skills/:skillId/start", "/cxone/acd/~/skills/:skillId/stop"], (c) => {
    const skill = skillOf(sandbox, c);
    if (skill.outboundStrategy !== "Personal Connection")
      return acdError(400, "invalid_request", `Skill ${skill.skillId} is not a Personal Connection skill`);
    store.skills.update(skill.skillId, { isRunning: c.req.path.endsWith("/start"), updatedAt: store.now() });
    return c.body(null, 204);
  });
}
