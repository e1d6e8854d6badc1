import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Campaign, Skill } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { acdVersion } from "../wire/route-path.ts";
import { asArray, asBoolean, asInteger, asText, field, isRecord, type JsonRecord } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, type Listing, pageOf } from "./acd-list.ts";
import { acdError, Refusal } from "./error-families.ts";
import { mediaTypeName } from "./media-types.ts";
import { skillListing } from "./skill-views.ts";

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

function campaignListing(sandbox: Sandbox, version: number): Listing<Campaign> {
  const name = (campaign: Campaign) => campaign.name;
  const id = (campaign: Campaign) => campaign.campaignId;
  return {
    key: "campaigns",
    rows: sandbox.store.campaigns,
    view: (campaign) => campaignRow(campaign, version),
    search: (campaign) => `${campaign.name} ${campaign.description}`,
    isActive: (campaign) => campaign.isActive,
    updatedAt: (campaign) => campaign.updatedAt,
    order: {
      id,
      campaignId: id,
      name,
      campaignName: name,
      description: (campaign) => campaign.description,
      isActive: (campaign) => Number(campaign.isActive),
      lastUpdateTime: (campaign) => campaign.updatedAt,
    },
  };
}

type Change = Pick<Campaign, "name" | "isActive" | "description" | "notes">;

/** Campaigns: only a reporting roll-up of skills, yet every skill needs one (facts/cxone.md §2.2). */
export function campaignRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const campaignOf = (c: SandboxContext): Campaign => {
    const campaignId = pathId(c, "campaignId");
    const campaign = store.campaigns.get(campaignId);
    if (!campaign) throw new Refusal(acdError(404, "not_found", `Campaign ${campaignId} was not found`));
    return campaign;
  };

  /** What the body says, on top of what was; or what is wrong with it. */
  const readChange = (body: JsonRecord, before: Change, campaignId: number | null): Change | Response => {
    const sent = field(body, "name");
    const name = sent === undefined ? before.name : (asText(sent)?.trim() ?? "");
    if (name === "") return acdError(400, "invalid_request", "name is required");
    const isTaken = store.campaigns
      .where("name", name.toLowerCase())
      .some((other) => other.campaignId !== campaignId);
    if (isTaken) return acdError(409, "conflict", `Campaign name ${name} already exists`);
    return {
      name,
      isActive: asBoolean(field(body, "isActive")) ?? before.isActive,
      description: asText(field(body, "description")) ?? before.description,
      notes: asText(field(body, "notes")) ?? before.notes,
    };
  };

  /** Keeps a change with an entry in the audit history for each column that differs. */
  const save = (campaign: Campaign, change: Partial<Change>, agentId: number) => {
    const at = store.now();
    const columns = (["name", "isActive", "description", "notes"] as const).filter(
      (column) => change[column] !== undefined && change[column] !== campaign[column],
    );
    const entries = columns.map((columnName) => ({
      columnName,
      oldValue: String(campaign[columnName]),
      newValue: String(change[columnName]),
      at,
      agentId,
    }));
    store.campaigns.update(campaign.campaignId, {
      ...change,
      updatedAt: at,
      history: [...(campaign.history ?? []), ...entries],
    });
  };

  app.get("/cxone/acd/~/campaigns", (c) =>
    acdList(sandbox, c, campaignListing(sandbox, acdVersion(c.req.url))),
  );

  app.post("/cxone/acd/~/campaigns", async (c) => {
    // Versions before 33 answer 500 to the flat body, and no other body is known to work.
    if (acdVersion(c.req.url) < 33)
      return acdError(500, "server_error", "Object reference not set to an instance of an object.");
    const empty = { name: "", isActive: true, description: "", notes: "" };
    const made = readChange(await readRecord(c), empty, null);
    if (made instanceof Response) return made;
    const campaignId = store.nextNumber("campaign", 310_020);
    store.campaigns.put(campaignId, { campaignId, ...made, updatedAt: store.now() });
    return c.json({ id: campaignId });
  });

  app.get("/cxone/acd/~/campaigns/:campaignId", (c) =>
    c.json(campaignRow(campaignOf(c), acdVersion(c.req.url))),
  );

  app.put("/cxone/acd/~/campaigns/:campaignId", async (c) => {
    const campaign = campaignOf(c);
    const change = readChange(await readRecord(c), campaign, campaign.campaignId);
    if (change instanceof Response) return change;
    save(campaign, change, c.get("session").agent.agentId);
    return c.body(null, 204);
  });

  app.patch("/cxone/acd/~/campaigns/:campaignId/status", async (c) => {
    const campaign = campaignOf(c);
    const wanted = asBoolean(field(await readRecord(c), "isActive") ?? c.req.query("isActive"));
    save(campaign, { isActive: wanted ?? !campaign.isActive }, c.get("session").agent.agentId);
    return c.body(null, 204);
  });

  app.get("/cxone/acd/~/campaigns/:campaignId/audit-history", (c) => {
    const campaign = campaignOf(c);
    const nameOf = (agentId: number | undefined) => store.agents.get(agentId ?? 0)?.userName ?? "";
    const history = campaign.history ?? [];
    const entries = history.map((entry, at) => ({
      auditHistoryId: campaign.campaignId * 1000 + at,
      columnName: entry.columnName,
      newValue: entry.newValue,
      oldValue: entry.oldValue,
      date: new Date(entry.at).toISOString(),
      modifiedBy: entry.agentId,
      modifiedByName: nameOf(entry.agentId),
    }));
    const page = pageOf(c, entries.reverse());
    return c.json({
      _links: page.links,
      businessUnitId: store.tenant.businessUnitId,
      modifiedBy: nameOf(history.at(-1)?.agentId),
      modifiedDate: new Date(campaign.updatedAt).toISOString(),
      totalRecords: page.totalRecords,
      auditHistoryEntries: page.rows,
    });
  });

  const skillsAnswer = (c: SandboxContext, isAssigned: boolean) => {
    const { campaignId } = campaignOf(c);
    const listing: Listing<Skill> = {
      ...skillListing(sandbox),
      view: ({ skillId, skillName, mediaTypeId }) => ({
        mediaType: mediaTypeId,
        mediaName: mediaTypeName(mediaTypeId),
        skillId,
        skillName,
      }),
    };
    return acdList(sandbox, c, listing, (skill) => (skill.campaignId === campaignId) === isAssigned);
  };
  app.get("/cxone/acd/~/campaigns/:campaignId/skills", (c) => skillsAnswer(c, true));
  app.get("/cxone/acd/~/campaigns/:campaignId/skills/unassigned", (c) => skillsAnswer(c, false));

  /** Takes `[{skillId}]`, as used live, and bare ids, as version 33's schema has it; each gets the answer it expects. */
  app.post("/cxone/acd/~/campaigns/:campaignId/skills", async (c) => {
    const { campaignId } = campaignOf(c);
    const sent = asArray(field(await readRecord(c), "skills"));
    if (sent.length === 0)
      return acdError(400, "invalid_request", "skills must be an array with at least one skill");
    const results = sent.map((item) => {
      const skillId = asInteger(isRecord(item) ? field(item, "skillId") : item);
      const skill = skillId === undefined ? undefined : store.skills.get(skillId);
      if (!skill) return { skillId: skillId ?? null, success: false, error: "The skill does not exist" };
      store.skills.update(skill.skillId, { campaignId, updatedAt: store.now() });
      return { skillId: skill.skillId, success: true, error: "" };
    });
    const ids = (success: boolean) =>
      results.filter((result) => result.success === success).map((result) => result.skillId);
    return sent.every(isRecord)
      ? c.json({ errorCount: ids(false).length, skillsResults: results })
      : c.json({ assignedSkills: ids(true), invalidSkills: ids(false) });
  });
}
