import { expect, test } from "vitest";
import { seeded, type TestTenant, testTenant } from "../test-tenant.ts";

const inbound = {
  mediaTypeId: 9,
  campaignId: 310001,
  serviceLevelThreshold: 30,
  serviceLevelGoal: 80,
  enableShortAbandon: false,
  shortAbandonThreshold: 15,
};

async function namesIn(tenant: TestTenant): Promise<string[]> {
  const { skills } = (await tenant.acd("GET", "/skills?top=100")).body as { skills: { skillName: string }[] };
  return skills.map((skill) => skill.skillName);
}

test("a batch answers 200 with an error for each bad item and keeps the good ones", async () => {
  const tenant = await testTenant();
  const { campaignId: _, ...noCampaign } = inbound;
  const answer = await tenant.acd("POST", "/skills", {
    skills: [
      { ...inbound, skillName: "Good_one" },
      { ...noCampaign, skillName: "No_campaign" },
      { skillName: "No_levels", mediaTypeId: 9, campaignId: 310001 },
      { ...inbound, skillName: "Good_one" },
      { ...inbound, skillName: "Bad_media", mediaTypeId: 2 },
      { ...inbound, skillName: "Bad_campaign", campaignId: 1 },
    ],
  });
  expect(answer.status).toBe(200);
  const body = answer.body as {
    errorCount: number;
    skillsResults: { success: boolean; error: string; skillId?: number }[];
  };
  expect(body.errorCount).toBe(5);
  expect(body.skillsResults.map((result) => result.success)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(body.skillsResults.map((result) => result.error)).toEqual([
    "",
    "campaignId is required",
    expect.stringContaining("serviceLevelThreshold"),
    "Skill name Good_one already exists",
    "mediaTypeId 2 is not valid",
    "campaignId 1 does not exist",
  ]);
  expect(body.skillsResults[0]).not.toHaveProperty("skillId");
});

test.each([
  ["AB", true],
  ["A", false],
  ["a-b_c.d:e", true],
  ["x".repeat(30), true],
  ["x".repeat(31), false],
  ["a b", false],
  ["a/b", false],
  ["ab\n", false],
  ["ab🙂", false],
])("skill name %j is accepted: %s", async (skillName, accepted) => {
  const tenant = await testTenant();
  const { body } = await tenant.acd("POST", "/skills", { skills: [{ ...inbound, skillName }] });
  expect(body).toMatchObject({ errorCount: accepted ? 0 : 1 });
});

test("a new skill lags the list until the tenant's clock has passed the lag", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { skillListLagSeconds: 60, skillCreateReturnsId: true });
  const made = await tenant.acd("POST", "/skills", { skills: [{ ...inbound, skillName: "Late_one" }] });
  const { skillsResults } = made.body as { skillsResults: { skillId: number }[] };
  const skillId = skillsResults[0]?.skillId;
  expect(await namesIn(tenant)).not.toContain("Late_one");
  expect((await tenant.acd("GET", `/skills/${skillId}`)).body).toMatchObject({
    skillId,
    skillName: "Late_one",
    isActive: true,
  });
  await tenant.control("POST", "/clock", { advanceSeconds: 61 });
  expect(await namesIn(tenant)).toContain("Late_one");
});

test("a skill is changed and switched off, never deleted", async () => {
  const { acd } = await testTenant();
  expect((await acd("PUT", "/skills/4606107", { skill: { isActive: false } })).body).toEqual({
    success: true,
    skillId: 4606107,
  });
  expect((await acd("GET", "/skills/4606107")).body).toMatchObject({
    isActive: false,
    mediaTypeName: "Digital",
  });
  expect((await acd("PUT", "/skills/4606107", { skill: { skillName: "Support_Voice" } })).status).toBe(409);
  expect((await acd("DELETE", "/skills/4606107")).status).toBe(404);
  expect((await acd("GET", "/skills/1")).status).toBe(404);
  expect((await acd("POST", "/skills", {})).status).toBe(400);
});

test("agents are assigned in a batch with a result each, and seen from both ends", async () => {
  const { acd } = await testTenant();
  const answer = await acd("POST", "/skills/4606107/agents", {
    agents: [{ agentId: "30103" }, { agentId: "999" }, { agentId: "30104", proficiency: 3 }],
  });
  expect(answer).toMatchObject({ status: 200, body: { resultSet: { errorCount: 1 } } });
  const held = await acd("GET", "/skills/4606107/agents");
  expect(held.body).toMatchObject({
    totalRecords: 2,
    agentSkillAssignments: [{ agentId: 30103 }, { agentId: 30104, agentProficiencyValue: 3 }],
  });
  expect((await acd("GET", "/agents/30103/skills?searchString=Digital_Support")).body).toMatchObject({
    agentSkillAssignments: [{ skillId: 4606107, skillName: "Digital_Support_DE", mediaTypeId: 9 }],
  });
  expect((await acd("GET", "/skills/4606107/agents/unassigned")).body).toMatchObject({
    resultSet: { totalRecords: seeded.agents - 2 },
  });
  expect(
    (await acd("DELETE", "/skills/4606107/agents", { agents: [{ agentId: "30103" }] })).body,
  ).toMatchObject({ resultSet: { errorCount: 0 } });
  expect((await acd("DELETE", "/skills/4606107/agents/30104")).status).toBe(200);
  expect((await acd("GET", "/skills/4606107/agents")).body).toMatchObject({ totalRecords: 0 });
});

test("campaigns: rows changed their names with version 33, and only from there on a flat body creates one", async () => {
  const { acd, raw, accessToken } = await testTenant();
  const old = (init: RequestInit) =>
    raw("/cxone/acd/inContactAPI/services/v30.0/campaigns", {
      ...init,
      headers: { authorization: `Bearer ${accessToken}` },
    });
  expect((await acd("GET", "/campaigns")).body).toMatchObject({
    totalRecords: seeded.campaigns,
    campaigns: expect.arrayContaining([
      expect.objectContaining({ id: 310001, name: "Default Campaign" }),
      expect.objectContaining({ id: 310003, isActive: false }),
    ]),
  });
  expect((await old({})).body).toMatchObject({
    campaigns: expect.arrayContaining([
      expect.objectContaining({ campaignId: 310001, campaignName: "Default Campaign" }),
    ]),
  });
  expect((await old({ method: "POST", body: '{"name":"New"}' })).status).toBe(500);
  expect((await acd("POST", "/campaigns", { name: "New" })).body).toEqual({ id: expect.any(Number) });
  expect((await acd("POST", "/campaigns", { name: "new" })).status).toBe(409);
});
