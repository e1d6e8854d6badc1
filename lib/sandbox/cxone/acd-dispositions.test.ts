import { expect, test } from "vitest";
import {
  addChannel,
  digitalSkillId,
  inboundBody,
  receive,
  staffChannel,
  testTenant,
} from "../test-tenant.ts";

test("dispositions are listed with their classification, and new ones join them", async () => {
  const { acd } = await testTenant();
  expect((await acd("GET", "/dispositions?searchString=sale")).body).toMatchObject({
    totalRecords: 1,
    dispositions: [{ dispositionId: 2204, classificationName: "Sale", isActive: true }],
  });
  expect((await acd("GET", "/dispositions/classifications?top=2")).body).toMatchObject({
    totalRecords: 6,
    classificationResults: [{ classificationId: 1, classificationName: "Resolved" }, {}],
  });
  const made = await acd("POST", "/dispositions", { dispositions: [{ dispositionName: "Lost" }, {}] });
  expect(made.body).toMatchObject({ errorCount: 1 });
  const { dispositionResults } = made.body as { dispositionResults: { dispositionId: number }[] };
  const path = `/dispositions/${dispositionResults[0]?.dispositionId}`;
  expect((await acd("GET", path)).body).toMatchObject({ dispositionName: "Lost" });
  expect((await acd("GET", "/dispositions/1")).status).toBe(404);
});

test("a skill has the dispositions it was given, and the others are unassigned", async () => {
  const { acd } = await testTenant();
  await acd("PUT", "/skills/4606107", {
    skill: { dispositions: [{ dispositionId: 2202 }, { dispositionId: 2201 }] },
  });
  expect((await acd("GET", "/skills/4606107/dispositions")).body).toMatchObject({
    totalRecords: 2,
    skillName: "Digital_Support_DE",
    dispositions: [
      { dispositionName: "Needs follow-up", displayOrder: 1 },
      { dispositionName: "Solved", displayOrder: 2 },
    ],
  });
  expect((await acd("GET", "/skills/4606107/dispositions/unassigned")).body).toMatchObject({
    totalRecords: 4,
  });
});

test("message templates are written by query or body", async () => {
  const { acd } = await testTenant();
  const query = new URLSearchParams({ templateName: "New", templateTypeId: "9", subject: "", body: "Hello" });
  const { templateId } = (await acd("POST", `/message-templates?${query}`)).body as { templateId: number };
  expect((await acd("PUT", `/message-templates/${templateId}`, { body: "Good day" })).status).toBe(204);
  expect((await acd("GET", `/message-templates/${templateId}`)).body).toMatchObject({
    messageTemplates: [{ templateName: "New", body: "Good day", isActive: true }],
  });
  expect((await acd("GET", "/message-templates?templateTypeId=9")).body).toMatchObject({ totalRecords: 2 });
  expect((await acd("POST", "/message-templates", { templateName: "No type" })).status).toBe(400);
});

test("hours of operation want isDeleted, and times with seconds", async () => {
  const { acd, control } = await testTenant();
  expect((await acd("GET", "/hours-of-operation")).status).toBe(400);
  const day = (openTime: string) => ({ days: [{ day: "Monday", openTime, closeTime: "18:00:00" }] });
  expect((await acd("POST", "/hours-of-operation", { profileName: "Mondays", ...day("8:00") })).status).toBe(
    400,
  );
  const made = await acd("POST", "/hours-of-operation", { profileName: "Mondays", ...day("08:00:00") });
  const { profileId } = made.body as { profileId: number };
  expect((await acd("GET", `/hours-of-operation/${profileId}`)).body).toMatchObject({
    resultSet: { hoursOfOperation: [{ profileName: "Mondays", days: [{ openTime: "08:00:00" }] }] },
  });
  await control("POST", "/switches", { hoursListWrapped: false });
  expect((await acd("GET", "/hours-of-operation?isDeleted=false")).body).toMatchObject({
    totalRecords: 3,
    hoursOfOperation: [{}, {}, {}],
  });
  expect((await acd("DELETE", `/hours-of-operation/${profileId}`)).status).toBe(204);
  expect((await acd("DELETE", `/hours-of-operation/${profileId}`)).status).toBe(404);
});

test("activity counts who is available and who waits, and the summary what came", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await staffChannel(tenant, channelId);
  await receive(tenant, channelId, inboundBody("m1", "Hello"));
  await tenant.control("POST", "/clock", { advanceSeconds: 60 });
  const { body } = await tenant.acd("GET", `/skills/${digitalSkillId}/activity`);
  expect(body).toMatchObject({
    skillActivity: [
      { agentsAvailable: 1, agentsLoggedIn: 1, queueCount: 1, contactsActive: 0, outSLA: 1, serviceLevel: 0 },
    ],
  });
  const idle = await tenant.acd(
    "GET",
    "/skills/activity?mediaTypeId=9&isOutbound=false&searchString=preferred",
  );
  expect(idle.body).toMatchObject({
    totalRecords: 1,
    skillActivity: [{ agentsAvailable: 1, agentsUnavailable: 1, queueCount: 0, earliestQueueTime: null }],
  });
  expect((await tenant.acd("GET", "/skills/summary?searchString=digital_support")).body).toMatchObject({
    skillSummaries: [{ contactsOffered: 1, contactsHandled: 0, contactsActive: 1 }],
  });
});
