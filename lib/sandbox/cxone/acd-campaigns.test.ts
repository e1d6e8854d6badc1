import { expect, test } from "vitest";
import { seeded, testTenant } from "../test-tenant.ts";

test("campaigns are searched, ordered and filtered under both versions' names", async () => {
  const { acd } = await testTenant();
  expect((await acd("GET", "/campaigns?orderBy=name%20desc&isActive=true")).body).toMatchObject({
    totalRecords: 5,
    campaigns: [
      { name: "Voice DE" },
      { name: "Lead list" },
      { name: "Default Campaign" },
      { name: "Customer Care" },
      { name: "Callbacks" },
    ],
  });
  expect((await acd("GET", "/campaigns?searchString=spring")).body).toMatchObject({
    campaigns: [{ id: 310003, isActive: false }],
  });
});

test("a change and a new status are in the audit history, newest first", async () => {
  const { acd } = await testTenant();
  expect((await acd("PUT", "/campaigns/310002", { name: "Care", notes: "renamed" })).status).toBe(204);
  expect((await acd("PATCH", "/campaigns/310002/status", { isActive: false })).status).toBe(204);
  expect((await acd("GET", "/campaigns/310002/audit-history")).body).toMatchObject({
    totalRecords: 3,
    modifiedBy: "avery.quinn@acme.example",
    auditHistoryEntries: [
      { columnName: "isActive", oldValue: "true", newValue: "false" },
      { columnName: "notes" },
      { columnName: "name", oldValue: "Customer Care", newValue: "Care" },
    ],
  });
});

test.each([
  ["an empty name", { name: " " }, 400],
  ["a name that is taken", { name: "default campaign" }, 409],
])("%s is refused", async (_what, body, status) => {
  const { acd } = await testTenant();
  expect((await acd("PUT", "/campaigns/310002", body)).status).toBe(status);
  expect((await acd("POST", "/campaigns", body)).status).toBe(status);
  expect((await acd("PUT", "/campaigns/1", body)).status).toBe(404);
});

test("skills move between campaigns, told as objects or as bare ids", async () => {
  const { acd } = await testTenant();
  const unassigned = async () =>
    ((await acd("GET", "/campaigns/310003/skills/unassigned")).body as { totalRecords: number }).totalRecords;
  expect(await unassigned()).toBe(seeded.skills - 2);
  expect(
    (await acd("POST", "/campaigns/310003/skills", { skills: [{ skillId: 4606101 }, { skillId: 1 }] })).body,
  ).toEqual({
    errorCount: 1,
    skillsResults: [
      { skillId: 4606101, success: true, error: "" },
      { skillId: 1, success: false, error: "The skill does not exist" },
    ],
  });
  expect((await acd("POST", "/campaigns/310003/skills", { skills: [4606102, 2] })).body).toEqual({
    assignedSkills: [4606102],
    invalidSkills: [2],
  });
  expect(await unassigned()).toBe(seeded.skills - 4);
  expect((await acd("GET", "/campaigns/310003/skills?searchString=sales_v")).body).toMatchObject({
    skills: [{ skillId: 4606102, mediaName: "Phone Call" }],
  });
});
