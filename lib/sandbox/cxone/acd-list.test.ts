import { expect, test } from "vitest";
import { seeded, testTenant } from "../test-tenant.ts";

type Skills = { totalRecords: number; skills: Record<string, unknown>[]; _links: { next: string } };

async function skillLists() {
  const tenant = await testTenant();
  const list = async (query: string) => (await tenant.acd("GET", `/skills?${query}`)).body as Skills;
  const names = async (query: string) => (await list(query)).skills.map((skill) => skill.skillName);
  return { tenant, list, names };
}

test("a list is ordered by a field in both directions, and the order follows a change", async () => {
  const { tenant, names } = await skillLists();
  const ascending = await names("orderBy=skillName%20asc");
  expect(ascending).toHaveLength(seeded.skills);
  expect(await names("orderBy=SKILLNAME desc")).toEqual(ascending.toReversed());
  await tenant.acd("PUT", "/skills/4606101", { skill: { skillName: "AAA" } });
  expect((await names("orderBy=skillName"))[0]).toBe("AAA");
  expect((await names("orderBy=campaignName"))[0]).not.toBe("Outbound_Sales");
  await tenant.acd("PUT", "/campaigns/310003", { name: "A_promotion" });
  // A skill without a campaign comes before every name.
  expect((await names("orderBy=campaignName")).slice(0, 2)).toEqual(["Orders_DE", "Outbound_Sales"]);
});

test("an unknown order is ignored, or refused by switch", async () => {
  const { tenant, names } = await skillLists();
  expect(await names("orderBy=colour")).toHaveLength(seeded.skills);
  await tenant.control("POST", "/switches", { unknownOrderBy: "refused" });
  expect((await tenant.acd("GET", "/skills?orderBy=colour")).body).toMatchObject({
    error_description: "orderBy colour is not a sortable field",
  });
});

test("skills are filtered by medium, direction, strategy, activity and words, and cut to fields", async () => {
  const { list, names } = await skillLists();
  expect((await list("mediaTypeId=9")).totalRecords).toBe(6);
  expect(await names("outboundStrategy=Personal%20Connection")).toEqual(["Outbound_Sales", "Callbacks_PC"]);
  expect(await names("mediaTypeId=9&isActive=false")).toEqual(["Old_Digital"]);
  expect((await list("mediaTypeId=9&isActive=true&top=2")).totalRecords).toBe(5);
  expect(await names("searchString=SUPPORT_v")).toEqual(["Support_Voice", "Support_Voicemail"]);
  expect((await list("fields=skillId,skillName&top=1")).skills).toEqual([
    { skillId: 4606101, skillName: "Support_Voice" },
  ]);
});

test("updatedSince gives what changed since then", async () => {
  const { tenant, names } = await skillLists();
  const since = new Date().toISOString();
  expect(await names(`updatedSince=${since}`)).toEqual([]);
  await tenant.acd("PUT", "/skills/4606107", { skill: { notes: "new" } });
  expect(await names(`updatedSince=${since}`)).toEqual(["Digital_Support_DE"]);
  expect((await tenant.acd("GET", "/skills?updatedSince=yesterday")).status).toBe(400);
});

test("rows of the list may carry everything that the detail has", async () => {
  const { tenant, list } = await skillLists();
  expect((await list("top=1")).skills[0]).not.toHaveProperty("serviceLevelGoal");
  await tenant.control("POST", "/switches", { skillListRows: "full" });
  expect((await list("top=1")).skills[0]).toMatchObject({ serviceLevelGoal: 80, FallbackTime: 0 });
});

test("item 37 of a batch fails by itself, and the next batch succeeds", async () => {
  const { tenant } = await skillLists();
  await tenant.control("POST", "/populate", { agents: 50 });
  const all = (await tenant.acd("GET", "/agents?fields=agentId&top=50&skip=11")).body as {
    agents: { agentId: number }[];
  };
  const agents = all.agents.map(({ agentId }) => ({ agentId: String(agentId), proficiency: 5 }));
  const failing = Number(agents[36]?.agentId);
  await tenant.control("POST", "/skill-agents", { failFor: [failing] });
  type Result = { resultSet: { errorCount: number; agentResults: { agentId: number; success: boolean }[] } };
  const first = (await tenant.acd("POST", "/skills/4606111/agents", { agents })).body as Result;
  expect(first.resultSet.errorCount).toBe(1);
  expect(first.resultSet.agentResults[36]).toMatchObject({ agentId: String(failing), success: false });
  expect((await tenant.acd("GET", "/skills/4606111/agents")).body).toMatchObject({ totalRecords: 49 });
  await tenant.control("POST", "/skill-agents", { failFor: [] });
  const retry = await tenant.acd("POST", "/skills/4606111/agents", { agents: agents.slice(36, 37) });
  expect(retry.body).toMatchObject({ resultSet: { errorCount: 0 } });
  expect((await tenant.acd("GET", "/skills/4606111/agents")).body).toMatchObject({ totalRecords: 50 });
});

test.each([[0], [21], ["high"], [1.5]])("proficiency %j is refused in its row", async (proficiency) => {
  const { tenant } = await skillLists();
  const answer = await tenant.acd("PUT", "/skills/4606106/agents", {
    agents: [
      { agentId: "30103", proficiency },
      { agentId: "30104", proficiency: 20 },
    ],
  });
  expect(answer.body).toMatchObject({
    resultSet: {
      errorCount: 1,
      agentResults: [
        { agentId: "30103", success: false, error: "proficiency must be from 1 to 20" },
        { agentId: 30104, success: true },
      ],
    },
  });
});

test("agents without a skill are searched and paged, and skills without an agent too", async () => {
  const { tenant } = await skillLists();
  expect(
    (await tenant.acd("GET", "/skills/4606106/agents/unassigned?searchString=kowal")).body,
  ).toMatchObject({
    resultSet: { totalRecords: 1, agents: [{ agentId: 30108, teamName: "Voice Support" }] },
  });
  expect((await tenant.acd("GET", "/agents/30104/skills/unassigned?top=3")).body).toMatchObject({
    resultSet: { totalRecords: seeded.skills - 3, skills: [{}, {}, {}] },
  });
  expect((await tenant.acd("GET", "/skills/agents?skills=4606106,1")).body).toMatchObject({
    totalRecords: 4,
    invalidSkills: [{ skillId: 1 }],
  });
});

test("parameter groups are read bare and written in their own key", async () => {
  const { tenant } = await skillLists();
  const path = "/skills/4606103/parameters";
  expect((await tenant.acd("GET", `${path}/general-settings`)).body).toMatchObject({ maximumAttempts: 3 });
  expect((await tenant.acd("PUT", `${path}/general-settings`, { maximumAttempts: 5 })).status).toBe(400);
  const sent = { generalSettings: { maximumAttempts: 5 } };
  expect((await tenant.acd("PUT", `${path}/general-settings`, sent)).status).toBe(204);
  expect((await tenant.acd("GET", path)).body).toMatchObject({
    skillNo: 4606103,
    generalSettings: { maximumAttempts: 5, loadFresh: true },
  });
  expect((await tenant.acd("GET", "/skills/parameters")).body).toMatchObject({ totalRecords: 3 });
  expect((await tenant.acd("GET", `${path}/nothing`)).status).toBe(404);
  await tenant.control("POST", "/switches", { scheduleSettingsRefused: true });
  expect((await tenant.acd("PUT", `${path}/schedule-settings`, { scheduleSettings: {} })).body).toMatchObject(
    {
      error: "InvalidParameter",
    },
  );
});
