import { expect, test } from "vitest";
import { addChannel, type TestTenant, testTenant } from "../test-tenant.ts";

const inbound = {
  mediaTypeId: 9,
  campaignId: 310001,
  serviceLevelThreshold: 30,
  serviceLevelGoal: 80,
  enableShortAbandon: false,
  shortAbandonThreshold: 15,
};
const preferred = { evaluationCriteria: 2, FocusMetric: 1, FocusLock: 2, FallbackTime: 900 };

async function create(
  tenant: TestTenant,
  skill: Record<string, unknown>,
): Promise<{ id: number; error: string }> {
  await tenant.control("POST", "/switches", { skillCreateReturnsId: true });
  const { body } = await tenant.acd("POST", "/skills", {
    skills: [{ skillName: "Mine", ...inbound, ...skill }],
  });
  const [result] = (body as { skillsResults: { skillId?: number; error: string }[] }).skillsResults;
  return { id: result?.skillId ?? 0, error: result?.error ?? "" };
}

test("every field that was sent is read back under its own name", async () => {
  const tenant = await testTenant();
  const sent = {
    ...preferred,
    PresentAcceptReject: true,
    agentResponseEnabled: true,
    agentFirstResponseTime: 60,
    customerResponseEnabled: true,
    customerIdleTime: 600,
    timeExtensionEnabled: true,
    IsSubSkill: true,
    messageTemplateId: 7101,
    notes: "owned by Patchbay",
    initialPriority: 3,
    dispositions: [{ dispositionId: 2201, priority: 1 }],
  };
  const { id } = await create(tenant, {
    ...sent,
    enableParking: true,
    screenPopDetails: "https://crm.example",
  });
  expect((await tenant.acd("GET", `/skills/${id}`)).body).toMatchObject({
    ...sent,
    dispositions: [{ dispositionId: 2201, dispositionName: "Solved", priority: 1 }],
    emailParking: true,
    screenPopDetail: "https://crm.example",
    routingQueueId: id,
    TenantId: tenant.credentials.tenantId,
    scriptName: "",
  });
});

test("an update changes what it names and keeps the rest", async () => {
  const tenant = await testTenant();
  const { id } = await create(tenant, { ...preferred, notes: "kept" });
  expect((await tenant.acd("PUT", `/skills/${id}`, { skill: { FallbackTime: 5_256_000 } })).status).toBe(200);
  expect((await tenant.acd("GET", `/skills/${id}`)).body).toMatchObject({
    ...preferred,
    FallbackTime: 5_256_000,
    notes: "kept",
    serviceLevelGoal: 80,
  });
});

test.each([
  [{ FallbackTime: 0 }, "FallbackTime must be from 1 to 5256000 seconds"],
  [{ FallbackTime: 5_256_001 }, "FallbackTime must be from 0 to 5256000"],
  [{ FallbackTime: 1.5 }, "FallbackTime must be an integer"],
  [{ FallbackTime: null }, "FallbackTime required for Preferred Agent"],
  [{ FocusMetric: null, FocusLock: null }, "FocusMetric, FocusLock required for Preferred Agent"],
  [{ evaluationCriteria: 5 }, "evaluationCriteria 5 is not valid"],
  [{ serviceLevelGoal: 101 }, "serviceLevelGoal must be from 0 to 100"],
  [{ messageTemplateId: 1 }, "messageTemplateId 1 does not exist"],
  [{ scriptId: 1 }, "scriptId 1 does not exist"],
  [{ dispositions: [{ dispositionId: 1 }] }, "dispositionId 1 does not exist"],
  [{ requireDisposition: "perhaps" }, "requireDisposition must be true or false"],
])("a Preferred Agent skill with %j is refused", async (change, error) => {
  const tenant = await testTenant();
  expect((await create(tenant, { ...preferred, ...change })).error).toBe(error);
});

test("an update to Preferred Agent without its three fields is refused in the ACD's words", async () => {
  const tenant = await testTenant();
  const answer = await tenant.acd("PUT", "/skills/4606107", { skill: { evaluationCriteria: 2 } });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      error: "invalid_request",
      error_description: "FocusMetric, FocusLock, FallbackTime required for Preferred Agent",
    },
  });
  expect(answer.headers.get("icstatusdescription")).toContain("FocusMetric");
  expect((await tenant.acd("PUT", "/skills/4606107", {})).status).toBe(400);
  expect((await tenant.acd("PUT", "/skills/4606107", { skill: { mediaTypeId: 4 } })).status).toBe(400);
});

test("the numbers of the criteria may start at zero", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { evaluationCriteriaCountFrom: "zero" });
  expect((await create(tenant, { evaluationCriteria: 1 })).error).toContain("required for Preferred Agent");
  expect((await create(tenant, { evaluationCriteria: 4 })).error).toBe("evaluationCriteria 4 is not valid");
});

test("a digital skill is outbound only as Personal Connection or for Bring Your Own Channel", async () => {
  const tenant = await testTenant();
  const outbound = { isOutbound: true, serviceLevelThreshold: 0, serviceLevelGoal: 0 };
  expect((await create(tenant, { ...outbound, skillName: "One" })).error).toContain("inbound unless");
  const personal = { ...outbound, outboundStrategy: "Personal Connection" };
  expect((await create(tenant, { ...personal, skillName: "Two" })).error).toBe("");
  await addChannel(tenant, "http://127.0.0.1:9");
  expect((await create(tenant, { ...outbound, skillName: "Three" })).error).toBe("");
});

test("a service level on an outbound skill is refused, or ignored by switch", async () => {
  const tenant = await testTenant();
  const proactive = { isOutbound: true, outboundStrategy: "Personal Connection" };
  expect((await create(tenant, proactive)).error).toBe("A service level is only for inbound skills");
  await tenant.control("POST", "/switches", { outboundServiceLevel: "ignored" });
  const { id } = await create(tenant, proactive);
  expect((await tenant.acd("GET", `/skills/${id}`)).body).toMatchObject({ serviceLevelGoal: 0 });
});

test("what the published schema does not take is ignored without a word when the switches say so", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", {
    skillTakesDigitalFields: false,
    skillTakesDispositions: false,
  });
  const { id } = await create(tenant, { PresentAcceptReject: true, dispositions: [{ dispositionId: 2201 }] });
  expect((await tenant.acd("GET", `/skills/${id}`)).body).toMatchObject({
    PresentAcceptReject: false,
    dispositions: [],
  });
});

test("only a Personal Connection skill is started and stopped", async () => {
  const { acd } = await testTenant();
  expect((await acd("POST", "/skills/4606103/start")).status).toBe(204);
  expect((await acd("GET", "/skills/4606103")).body).toMatchObject({ isRunning: true });
  expect((await acd("POST", "/skills/4606103/stop?force=true")).status).toBe(204);
  expect((await acd("POST", "/skills/4606107/start")).status).toBe(400);
});
