import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { DncGroup } from "../../state/acd-voice-model.ts";
import { readRecord } from "../../wire/read-body.ts";
import { asRecord, asText, field, type JsonRecord } from "../../wire/values.ts";
import { pathId } from "../acd-api.ts";
import { pageOf } from "../acd-list.ts";
import { badParameter, readParams } from "../acd-params.ts";
import { acdError, Refusal } from "../error-families.ts";
import { digitsOf, holdsRecord, isPhoneNumber } from "./do-not-call.ts";

/** Do-not-call groups: records, and the skills that are scrubbed by them (facts/cxone.md §5). */
export function dncRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { dncGroups } = store.acdVoice;
  const iso = (at: number) => new Date(at).toISOString();

  const groupOf = (c: SandboxContext): DncGroup => {
    const group = dncGroups.get(pathId(c, "groupId"));
    if (!group) throw new Refusal(acdError(404, "not_found", "The DNC group was not found"));
    return group;
  };
  const change = (group: DncGroup, patch: Partial<DncGroup>) =>
    dncGroups.update(group.groupId, { ...patch, updatedAt: store.now() });
  const groupRow = (group: DncGroup): JsonRecord => ({
    dncGroupId: group.groupId,
    dncGroupName: group.name,
    dncGroupDescription: group.description,
    validRecords: Object.keys(group.records).filter((digits) => holdsRecord(group, digits, store.now()))
      .length,
    isActive: group.isActive,
    isRemoved: false,
    createDate: iso(group.createdAt),
    lastUpdateTime: iso(group.updatedAt),
  });

  app.get("/cxone/acd/~/dnc-groups", (c) => {
    const rows = dncGroups.list();
    return c.json({ resultSet: { totalGroups: rows.length, dncGroups: rows.map(groupRow) } });
  });

  app.post("/cxone/acd/~/dnc-groups", async (c) => {
    const params = await readParams(c);
    const name = params.needText("dncGroupName");
    if (dncGroups.find((group) => group.name.toLowerCase() === name.toLowerCase()))
      return acdError(409, "conflict", `The DNC group ${name} already exists`);
    const groupId = store.nextNumber("dncGroup", 5101);
    const group = dncGroups.put(groupId, {
      groupId,
      name,
      description: params.text("dncGroupDescription") ?? "",
      isActive: true,
      records: {},
      contributingSkills: [],
      scrubbedSkills: [],
      createdAt: store.now(),
      updatedAt: store.now(),
    });
    return c.json({ dncGroups: [groupRow(group)] });
  });

  app.post("/cxone/acd/~/dnc-groups/search", async (c) => {
    const digits = digitsOf((await readParams(c)).needText("phoneNumber"));
    const found = dncGroups.list().filter((group) => holdsRecord(group, digits, store.now()));
    return c.json({
      searchResults: found.map((group) => ({
        dncGroupId: group.groupId,
        dncGroupName: group.name,
        dncGroupDescription: group.description,
        formattedPhone: digits,
        expiredDate: expiryOf(group, digits),
        dateCollected: iso(group.records[digits]?.at ?? 0),
        lastUpdateTime: iso(group.updatedAt),
      })),
    });
  });

  app.get("/cxone/acd/~/dnc-groups/:groupId{[0-9]+}", (c) =>
    c.json({ resultSet: { dncGroups: [groupRow(groupOf(c))] } }),
  );

  app.put("/cxone/acd/~/dnc-groups/:groupId{[0-9]+}", async (c) => {
    const group = groupOf(c);
    const params = await readParams(c);
    const changed = change(group, {
      name: params.text("dncGroupName") ?? group.name,
      description: params.text("dncGroupDescription") ?? group.description,
      isActive: params.boolean("isActive") ?? group.isActive,
    });
    return c.json({ dncGroups: [groupRow(changed)] });
  });

  const expiryOf = (group: DncGroup, digits: string) => {
    const at = group.records[digits]?.expiresAt ?? null;
    return at === null ? "" : iso(at);
  };

  app.get("/cxone/acd/~/dnc-groups/:groupId{[0-9]+}/records", (c) => {
    const group = groupOf(c);
    const page = pageOf(c, Object.keys(group.records));
    return c.json({
      resultSet: {
        totalRecords: page.totalRecords,
        dncRecords: page.rows.map((digits) => ({
          formattedPhone: digits,
          expiredDate: expiryOf(group, digits),
        })),
      },
    });
  });

  const recordsOf = async (c: SandboxContext): Promise<JsonRecord[]> => {
    const items = field(await readRecord(c), "dncGroupRecords");
    if (!Array.isArray(items) || items.length === 0)
      throw badParameter("dncGroupRecords must be an array with at least one record");
    return items.map(asRecord);
  };

  /** Writes are batches: the answer is 200 with a result for each number. */
  app.on(["POST", "DELETE"], "/cxone/acd/~/dnc-groups/:groupId{[0-9]+}/records", async (c) => {
    const group = groupOf(c);
    const adds = c.req.method === "POST";
    const records = { ...group.records };
    const recordResults = (await recordsOf(c)).map((item) => {
      const phoneNumber = asText(field(item, "phoneNumber")) ?? "";
      const formattedPhone = digitsOf(phoneNumber);
      if (!isPhoneNumber(phoneNumber))
        return { success: false, error: "Invalid phone number", formattedPhone };
      const expiresAt = Date.parse(asText(field(item, "expiredDate")) ?? "");
      if (adds)
        records[formattedPhone] = {
          expiresAt: Number.isNaN(expiresAt) ? null : expiresAt,
          at: store.now(),
        };
      else if (records[formattedPhone])
        records[formattedPhone] = { ...records[formattedPhone], expiresAt: store.now() };
      else return { success: false, error: "Record not found", formattedPhone };
      return { success: true, error: "", formattedPhone };
    });
    change(group, { records });
    const errorCount = recordResults.filter((result) => !result.success).length;
    return c.json(adds ? { resultSet: { errorCount, recordResults } } : { errorCount, recordResults });
  });

  for (const [path, list, key] of [
    ["scrubbed-skills", "scrubbedSkills", "scrubbedSkills"],
    ["contributing-skills", "contributingSkills", "contributingSkills"],
  ] as const) {
    app.get(`/cxone/acd/~/dnc-groups/:groupId{[0-9]+}/${path}`, (c) => {
      const page = pageOf(c, groupOf(c)[list]);
      const rows = page.rows.map((skillId) => ({
        skillId,
        skillName: store.skills.get(skillId)?.skillName ?? "",
      }));
      return c.json({ totalRecords: page.totalRecords, _links: page.links, [key]: rows });
    });
    app.on(["POST", "DELETE"], `/cxone/acd/~/dnc-groups/:groupId{[0-9]+}/${path}/:skillId{[0-9]+}`, (c) => {
      const group = groupOf(c);
      const skillId = pathId(c, "skillId");
      if (!store.skills.get(skillId)?.isOutbound)
        return acdError(400, "invalid_request", `Skill ${skillId} is not an outbound skill`);
      const rest = group[list].filter((id) => id !== skillId);
      change(group, { [list]: c.req.method === "POST" ? [...rest, skillId] : rest });
      return c.body(null, 200);
    });
  }
}
