import { expect, test } from "vitest";
import { signInAs, testTenant } from "../../test-tenant.ts";

const outboundSkill = 4606103;

async function group(acd: Awaited<ReturnType<typeof testTenant>>["acd"]) {
  const made = await acd("POST", "/dnc-groups", {
    dncGroupName: "Ofcom",
    dncGroupDescription: "Do not call",
  });
  const { dncGroups } = made.body as { dncGroups: { dncGroupId: number }[] };
  return dncGroups[0]?.dncGroupId ?? 0;
}

test("a do-not-call group takes numbers in batches with a result each, and is searched by number", async () => {
  const { acd } = await testTenant();
  const id = await group(acd);
  const added = await acd("POST", `/dnc-groups/${id}/records`, {
    dncGroupRecords: [{ phoneNumber: "+49 30 901820" }, { phoneNumber: "12" }],
  });
  expect(added).toMatchObject({
    status: 200,
    body: {
      resultSet: {
        errorCount: 1,
        recordResults: [
          { success: true, error: "", formattedPhone: "4930901820" },
          { success: false, error: "Invalid phone number" },
        ],
      },
    },
  });
  expect((await acd("GET", `/dnc-groups/${id}/records`)).body).toMatchObject({
    resultSet: { totalRecords: 1, dncRecords: [{ formattedPhone: "4930901820", expiredDate: "" }] },
  });
  expect((await acd("POST", "/dnc-groups/search?phoneNumber=4930901820")).body).toMatchObject({
    searchResults: [{ dncGroupId: id, dncGroupName: "Ofcom" }],
  });
  const removed = await acd("DELETE", `/dnc-groups/${id}/records`, {
    dncGroupRecords: [{ phoneNumber: "4930901820" }, { phoneNumber: "+441632960001" }],
  });
  expect(removed.body).toMatchObject({
    errorCount: 1,
    recordResults: [{ success: true }, { success: false }],
  });
  expect((await acd("POST", "/dnc-groups/search", { phoneNumber: "4930901820" })).body).toEqual({
    searchResults: [],
  });
  expect((await acd("GET", "/dnc-groups")).body).toMatchObject({
    resultSet: { totalGroups: 1, dncGroups: [{ dncGroupId: id, validRecords: 0 }] },
  });
});

test("a group scrubs outbound skills, and only those", async () => {
  const { acd } = await testTenant();
  const id = await group(acd);
  expect((await acd("POST", `/dnc-groups/${id}/scrubbed-skills/4606101`)).status).toBe(400);
  expect((await acd("POST", `/dnc-groups/${id}/scrubbed-skills/${outboundSkill}`)).status).toBe(200);
  expect((await acd("GET", `/dnc-groups/${id}/scrubbed-skills`)).body).toMatchObject({
    totalRecords: 1,
    scrubbedSkills: [{ skillId: outboundSkill, skillName: "Outbound_Sales" }],
  });
  await acd("DELETE", `/dnc-groups/${id}/scrubbed-skills/${outboundSkill}`);
  expect((await acd("GET", `/dnc-groups/${id}/scrubbed-skills`)).body).toMatchObject({ totalRecords: 0 });
});

test("a group is changed, found by its id, and made once per name by an administrator", async () => {
  const tenant = await testTenant();
  const id = await group(tenant.acd);
  expect((await tenant.acd("POST", "/dnc-groups", { dncGroupName: "ofcom" })).status).toBe(409);
  expect((await tenant.acd("POST", "/dnc-groups", {})).body).toMatchObject({
    error_description: "dncGroupName is required",
  });
  await tenant.acd("PUT", `/dnc-groups/${id}?isActive=false`);
  expect((await tenant.acd("GET", `/dnc-groups/${id}`)).body).toMatchObject({
    resultSet: { dncGroups: [{ isActive: false, dncGroupName: "Ofcom" }] },
  });
  expect((await tenant.acd("GET", "/dnc-groups/1")).status).toBe(404);
  const agent = await signInAs(tenant, 30103);
  expect((await agent("POST", "/dnc-groups", { dncGroupName: "Mine" })).status).toBe(403);
});
