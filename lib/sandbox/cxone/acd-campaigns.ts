import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Campaign } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { acdVersion } from "../wire/route-path.ts";
import { asArray, asBoolean, asInteger, asRecord, asText, field, type JsonRecord } from "../wire/values.ts";
import { acdList, pathId } from "./acd-api.ts";
import { acdError, Refusal } from "./error-families.ts";

/** Rows changed their field names with version 33 (facts/cxone.md §2.2). */
function campaignRow(campaign: Campaign, version: number): JsonRecord {
  const shared = {
    isActive: campaign.isActive,
    description: campaign.description,
    notes: campaign.notes,
    lastUpdateTime: new Date(campaign.updatedAt).toISOString(),
  };
  return version >= 33
    ? { id: campaign.campaignId, name: campaign.name, ...shared }
    : { campaignId: campaign.campaignId, campaignName: campaign.name, ...shared };
}

/** Campaigns: only a reporting roll-up of skills, yet every skill needs one. */
export function campaignRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const campaignOf = (campaignId: number): Campaign => {
    const campaign = store.campaigns.get(campaignId);
    if (!campaign) throw new Refusal(acdError(404, "not_found", `Campaign ${campaignId} was not found`));
    return campaign;
  };

  app.get("/cxone/acd/~/campaigns", (c) => {
    const version = acdVersion(c.req.url);
    const rows = store.campaigns.list().map((campaign) => campaignRow(campaign, version));
    return acdList(sandbox, c, "campaigns", rows, version >= 33 ? "name" : "campaignName");
  });

  app.post("/cxone/acd/~/campaigns", async (c) => {
    // Versions before 33 answer 500 to the flat body, and no other body is known to work.
    if (acdVersion(c.req.url) < 33)
      return acdError(500, "server_error", "Object reference not set to an instance of an object.");
    const body = await readRecord(c);
    const name = asText(field(body, "name"))?.trim();
    if (!name) return acdError(400, "invalid_request", "name is required");
    if (store.campaigns.find((campaign) => campaign.name.toLowerCase() === name.toLowerCase())) {
      return acdError(409, "conflict", `Campaign name ${name} already exists`);
    }
    const campaignId = store.nextNumber("campaign", 310_020);
    store.campaigns.put(campaignId, {
      campaignId,
      name,
      isActive: asBoolean(field(body, "isActive")) ?? true,
      description: asText(field(body, "description")) ?? "",
      notes: asText(field(body, "notes")) ?? "",
      updatedAt: store.now(),
    });
    return c.json({ id: campaignId });
  });

  app.get("/cxone/acd/~/campaigns/:campaignId", (c) =>
    c.json(campaignRow(campaignOf(pathId(c, "campaignId")), acdVersion(c.req.url))),
  );

  app.put("/cxone/acd/~/campaigns/:campaignId", async (c) => {
    const campaign = campaignOf(pathId(c, "campaignId"));
    const body = await readRecord(c);
    store.campaigns.update(campaign.campaignId, {
      name: asText(field(body, "name"))?.trim() || campaign.name,
      isActive: asBoolean(field(body, "isActive")) ?? campaign.isActive,
      description: asText(field(body, "description")) ?? campaign.description,
      notes: asText(field(body, "notes")) ?? campaign.notes,
      updatedAt: store.now(),
    });
    return c.body(null, 204);
  });

  app.patch("/cxone/acd/~/campaigns/:campaignId/status", async (c) => {
    const campaign = campaignOf(pathId(c, "campaignId"));
    const wanted = asBoolean(field(await readRecord(c), "isActive") ?? c.req.query("isActive"));
    store.campaigns.update(campaign.campaignId, {
      isActive: wanted ?? !campaign.isActive,
      updatedAt: store.now(),
    });
    return c.body(null, 204);
  });

  app.post("/cxone/acd/~/campaigns/:campaignId/skills", async (c) => {
    const { campaignId } = campaignOf(pathId(c, "campaignId"));
    const results = asArray(field(await readRecord(c), "skills")).map((item) => {
      const skillId = asInteger(field(asRecord(item), "skillId"));
      const skill = skillId === undefined ? undefined : store.skills.get(skillId);
      if (!skill) return { skillId: skillId ?? null, success: false, error: "The skill does not exist" };
      store.skills.update(skill.skillId, { campaignId, updatedAt: store.now() });
      return { skillId: skill.skillId, success: true, error: "" };
    });
    return c.json({ errorCount: results.filter((result) => !result.success).length, skillsResults: results });
  });
}
