import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { listAgents } from "./agents.ts";
import { createCampaign, listCampaigns } from "./campaigns.ts";
import type { CxoneClient } from "./client.ts";
import { CxoneError } from "./errors.ts";
import {
  deleteScript,
  getScript,
  listScriptFolder,
  type ScriptContent,
  saveScript,
  searchScripts,
} from "./scripts.ts";
import { assignSkillAgents, listSkillAgents, removeSkillAgent } from "./skill-agents.ts";
import { createSkill, findSkillByName, getSkill, listSkills, MEDIA_TYPE, updateSkill } from "./skills.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";

const WAIT = { intervalMs: 50, timeoutMs: 10_000 };
const DIGITAL_SKILL = 4606107;

let tenant: TestTenant;
let client: CxoneClient;

beforeAll(async () => {
  tenant = await startTestTenant(startSandbox);
});
beforeEach(async () => {
  await tenant.reset();
  ({ client } = await tenant.signIn());
});
afterAll(() => tenant.close());

async function failure(promise: Promise<unknown>): Promise<CxoneError> {
  const error = await promise.then(
    () => expect.fail("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CxoneError)) throw error;
  return error;
}

const newSkill = (skillName: string) => ({ skillName, mediaTypeId: MEDIA_TYPE.digital, campaignId: 310001 });

describe("campaigns", () => {
  it("lists and creates", async () => {
    const { campaignId } = await createCampaign(client, { name: "Handover" });
    const all = await listCampaigns(client);
    expect(all.find((row) => row.campaignId === campaignId)).toMatchObject({
      campaignName: "Handover",
      isActive: true,
    });
  });

  it("names a taken name", async () => {
    expect(await failure(createCampaign(client, { name: "customer care" }))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("already exists"),
    });
  });
});

describe("skills", () => {
  it("lists all of a media type", async () => {
    const skills = await listSkills(client, { mediaTypeId: MEDIA_TYPE.digital });
    expect(skills.map((row) => row.skillName)).toEqual(
      expect.arrayContaining(["Digital_Support_DE", "Old_Digital", "Website_Chat"]),
    );
    expect(skills.find((row) => row.skillName === "Old_Digital")?.isActive).toBe(false);
  });

  it("reads a list of several pages to the end, each row once", async () => {
    await tenant.switches({ skillListLagSeconds: 0 });
    const before = await listSkills(client);
    const names = Array.from({ length: 205 }, (_, n) => `Bulk_${String(n).padStart(3, "0")}`);
    await client.request({
      operation: "test.bulk",
      api: "acd",
      method: "POST",
      path: "skills",
      body: {
        skills: names.map((skillName) => ({
          ...newSkill(skillName),
          serviceLevelThreshold: 30,
          serviceLevelGoal: 80,
          enableShortAbandon: false,
          shortAbandonThreshold: 15,
        })),
      },
      idempotent: false,
    });
    const after = await listSkills(client);
    expect(after).toHaveLength(before.length + names.length);
    expect(new Set(after.map((row) => row.skillId)).size).toBe(after.length);
  });

  it.each([false, true])(
    "creates one and waits until the list shows it (answer names the id: %s)",
    async (returnsId) => {
      await tenant.switches({
        skillCreateReturnsId: returnsId,
        skillListLagSeconds: 1,
        skillDetailWrapped: returnsId,
      });
      const created = await createSkill(client, newSkill("Patchbay_Handover"), WAIT);
      expect(created).toMatchObject({
        skillName: "Patchbay_Handover",
        mediaTypeId: 9,
        campaignId: 310001,
        isOutbound: false,
      });
      expect(await getSkill(client, created.skillId)).toMatchObject({ skillId: created.skillId });
    },
  );

  it("says that it may exist when the list does not show it in time", async () => {
    await tenant.switches({ skillListLagSeconds: 3_600 });
    const error = await failure(
      createSkill(client, newSkill("Slow_List"), { intervalMs: 10, timeoutMs: 50 }),
    );
    expect(error).toMatchObject({ code: "not_found", mayHaveHappened: true });
  });

  it("treats a 200 with a failed item as the failure it is", async () => {
    const error = await failure(createSkill(client, newSkill("website_chat"), WAIT));
    expect(error).toMatchObject({ code: "batch_failed", status: 200, mayHaveHappened: false });
    expect(error.items).toEqual([
      { index: 0, id: null, success: false, error: "Skill name website_chat already exists" },
    ]);
  });

  it("finds by exact name, without regard to case, and not by a part of it", async () => {
    expect((await findSkillByName(client, "WEBSITE_chat"))?.skillId).toBe(4606106);
    expect(await findSkillByName(client, "Website")).toBeNull();
    expect(await getSkill(client, 99)).toBeNull();
  });

  it("switches one off, there being no delete", async () => {
    await updateSkill(client, DIGITAL_SKILL, { isActive: false });
    expect((await getSkill(client, DIGITAL_SKILL))?.isActive).toBe(false);
  });
});

describe("agents and their skills", () => {
  it("lists active agents, or all", async () => {
    expect((await listAgents(client)).map((agent) => agent.agentId)).not.toContain(30106);
    const all = await listAgents(client, { isActive: null });
    expect(all.find((agent) => agent.agentId === 30105)).toMatchObject({
      lastName: "Moretti",
      digitalEngagement: false,
    });
    expect(all.find((agent) => agent.agentId === 30106)?.isActive).toBe(false);
    expect(await listAgents(client, { search: "tanaka" })).toHaveLength(1);
  });

  it("assigns, lists and takes away again", async () => {
    expect(await listSkillAgents(client, DIGITAL_SKILL)).toEqual([]);
    const results = await assignSkillAgents(client, DIGITAL_SKILL, [
      { agentId: 30103 },
      { agentId: 30104, proficiency: 5 },
    ]);
    expect(results.map((item) => [item.id, item.success])).toEqual([
      [30103, true],
      [30104, true],
    ]);
    expect(await listSkillAgents(client, DIGITAL_SKILL)).toMatchObject([
      { agentId: 30103, isActive: true },
      { agentId: 30104, agentProficiencyValue: 5 },
    ]);
    expect(await removeSkillAgent(client, DIGITAL_SKILL, 30103)).toBe(true);
    expect(await removeSkillAgent(client, DIGITAL_SKILL, 30103)).toBe(false);
  });

  it("says which of the agents were refused and that the others were not", async () => {
    const error = await failure(
      assignSkillAgents(client, DIGITAL_SKILL, [{ agentId: 30103 }, { agentId: 99 }]),
    );
    expect(error).toMatchObject({ code: "batch_failed", mayHaveHappened: true });
    expect(error.items).toEqual([
      { index: 0, id: 30103, success: true, error: "" },
      { index: 1, id: 99, success: false, error: "Agent 99 does not exist" },
    ]);
    expect(await listSkillAgents(client, DIGITAL_SKILL)).toHaveLength(1);
  });
});

describe("Studio scripts", () => {
  const path = "Cognigy\\Cognigy Handover Script 0123456789abcdef01234567";
  const script = (actions: Record<string, string>, branches: Record<string, string[]>): ScriptContent => ({
    header: { scriptName: path, masterId: null, busNo: tenant.credentials.businessUnitId, mediaType: 9 },
    actions: Object.fromEntries(
      Object.entries(actions).map(([id, name]) => [id, { actionId: Number(id), name }]),
    ),
    properties: {},
    branches: Object.fromEntries(
      Object.entries(branches).map(([id, to]) => [
        id,
        to.map((target) => ({ to: target, label: "", type: "default" })),
      ]),
    ),
  });
  const clean = () => script({ 1: "BEGIN", 2: "REQAGENT" }, { 1: ["2"] });

  it("saves, finds, reads and deletes one", async () => {
    expect(await getScript(client, path)).toBeNull();
    const saved = await saveScript(client, clean());
    expect(saved).toMatchObject({ outcome: "saved", masterId: expect.any(Number) });
    expect(await searchScripts(client, "Cognigy\\Cognigy Handover")).toMatchObject([
      { scriptName: path, status: "CURR" },
    ]);
    expect((await getScript(client, path))?.actions).toMatchObject({ 2: { name: "REQAGENT" } });
    expect(await listScriptFolder(client, "Cognigy")).toMatchObject([{ isFolder: false }]);
    expect(await deleteScript(client, path)).toBe(true);
    expect(await deleteScript(client, path)).toBe(false);
    expect(await listScriptFolder(client, "Cognigy")).toEqual([]);
  });

  it("gives a new master id to each version and shows the current one", async () => {
    const first = await saveScript(client, clean());
    const second = await saveScript(client, clean());
    expect("masterId" in first && "masterId" in second && first.masterId !== second.masterId).toBe(true);
    expect(await searchScripts(client, "Cognigy\\Cognigy Handover")).toHaveLength(1);
  });

  it("tells 206, saved with warnings, from 409, not saved", async () => {
    const warned = await saveScript(client, script({ 1: "BEGIN", 2: "TELEPORT" }, { 1: ["2"] }));
    expect(warned).toMatchObject({
      outcome: "saved_with_warnings",
      masterId: expect.any(Number),
      problems: [{ actionId: "2", actionType: "TELEPORT", errors: [], warnings: ["action-not-available"] }],
    });
    await deleteScript(client, path);
    const rejected = await saveScript(client, script({ 1: "BEGIN" }, { 1: ["9"] }));
    expect(rejected).toEqual({
      outcome: "rejected",
      problems: [{ actionId: "1", actionType: "BEGIN", errors: ["branch-target-missing"], warnings: [] }],
    });
    expect(await getScript(client, path)).toBeNull();
  });
});
