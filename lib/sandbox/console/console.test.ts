import { expect, test } from "vitest";
import { addChannel, agentId, digitalSkillId, inboundBody, receive, testTenant } from "../test-tenant.ts";

test("every page answers, says what it is and allows no foreign script", async () => {
  const tenant = await testTenant();
  const { integrationId, channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  const row = await receive(tenant, channelId, inboundBody("m1", "<script>alert(1)</script>"));
  const pages = [
    "",
    "/byoc",
    "/byoc/new",
    `/byoc/${integrationId}`,
    "/points-of-contact",
    `/points-of-contact/${channelId}`,
    "/roles",
    "/roles/3",
    "/roles/3/matrix",
    "/roles/3/permissions",
    "/roles/1/permissions",
  ];
  pages.push(
    `/roles/3/channels/${channelId}`,
    "/business-units",
    "/profile",
    "/employees",
    "/employees/30101",
    "/api-clients",
    "/skills",
  );
  pages.push(
    "/skills/new",
    "/users",
    "/users/30103",
    "/studio",
    "/switches",
    "/wire",
    "/agent",
    `/agent/${agentId}`,
    `/agent/${agentId}/cases/${row.id}`,
  );
  for (const path of pages) {
    const answer = await tenant.raw(`/cxone/console${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(String(answer.body)).toContain("Simulated CXone");
    expect(String(answer.body)).not.toContain("<script>alert");
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
  }
  expect((await tenant.raw("/")).status).toBe(200);
  expect((await tenant.raw("/cxone/console/byoc/none")).status).toBe(404);
});

test("the numbers a person has to carry are on their pages", async () => {
  const tenant = await testTenant();
  expect(String((await tenant.raw("/cxone/console/business-units")).body)).toMatch(
    /Unit Number<\/dt>\s*<dd><code[^>]*>4606137</,
  );
  expect(String((await tenant.raw("/cxone/console/profile")).body)).toContain(
    `>${tenant.credentials.tenantId}<`,
  );
});

test.each([
  ["name", "", "Name"],
  ["boxUrl", "not an address", "Integration box URL"],
  ["removeUrl", "ftp://box.example", "Remove action URL"],
  ["clientId", "", "Client ID"],
  ["clientSecret", "", "Client Secret"],
])("an integration with a bad %s is not saved, and what was typed stays", async (name, value, label) => {
  const tenant = await testTenant();
  const url = "https://box.example";
  const good = {
    name: "Mine",
    boxUrl: url,
    authorizationUrl: url,
    addUrl: url,
    reconnectUrl: url,
    removeUrl: url,
    clientId: "typed-id",
    clientSecret: "s",
  };
  const answer = await tenant.form("/cxone/console/byoc", { ...good, [name]: value });
  expect(answer.status).toBe(400);
  expect(String(answer.body)).toMatch(new RegExp(`role="alert">${label}:`));
  if (name !== "clientId") expect(String(answer.body)).toContain('value="typed-id"');
  expect((await tenant.form("/cxone/console/byoc", good)).status).toBe(303);
  expect(String((await tenant.form("/cxone/console/byoc", good)).body)).toContain(
    "there already is an integration",
  );
});

test("the secret of an integration is not shown again, and an empty one keeps it", async () => {
  const tenant = await testTenant();
  const { integrationId } = await addChannel(tenant, "http://127.0.0.1:9");
  const path = `/cxone/console/byoc/${integrationId}`;
  expect(String((await tenant.raw(path)).body)).not.toContain("box-secret");
  const url = "https://box.example";
  const saved = await tenant.form(path, {
    name: "Renamed",
    boxUrl: url,
    authorizationUrl: url,
    addUrl: url,
    reconnectUrl: url,
    removeUrl: url,
    clientId: "c",
    clientSecret: "",
  });
  expect(saved.status).toBe(303);
  expect(String((await tenant.raw("/cxone/console/byoc")).body)).toContain("Renamed");
});

test("a new access key shows its secret once and works until it is deactivated", async () => {
  const tenant = await testTenant();
  const page = String((await tenant.form("/cxone/console/employees/30101/access-keys")).body);
  const read = (id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? "";
  const [username, password] = [read("access-key-id"), read("access-key-secret")];
  expect((await tenant.token({ username, password })).status).toBe(200);
  expect(String((await tenant.raw("/cxone/console/employees/30101")).body)).not.toContain(password);
  await tenant.form(`/cxone/console/access-keys/${username}/toggle`);
  expect((await tenant.token({ username, password })).body).toMatchObject({ error: "invalid_grant" });
});

test("a skill made by hand is in the API, and a bad name is refused on the page", async () => {
  const tenant = await testTenant();
  const fields = { mediaTypeId: "9", direction: "inbound", campaignId: "310001" };
  expect((await tenant.form("/cxone/console/skills", { ...fields, skillName: "By_hand" })).status).toBe(303);
  const bad = await tenant.form("/cxone/console/skills", { ...fields, skillName: "two words" });
  expect(bad.status).toBe(400);
  expect(String(bad.body)).toContain("2 to 30 characters");
  await tenant.control("POST", "/clock", { advanceSeconds: 5 });
  expect((await tenant.acd("GET", "/skills?searchString=by_hand")).body).toMatchObject({
    skills: [{ mediaTypeId: 9, isOutbound: false }],
  });
});

test("an agent without digital engagement is offered nothing", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await tenant.form(`/cxone/console/points-of-contact/${channelId}`, {
    defaultSkillId: String(digitalSkillId),
    studioScript: "Digital\\Default Digital Script",
  });
  await tenant.form("/cxone/console/users/30105/skills", { skillId: String(digitalSkillId) });
  await tenant.form("/cxone/console/agent/30105/state", { state: "Available" });
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  const queue = async () =>
    ((await tenant.raw("/cxone/console/agent/30105/live")).body as { queue: string }).queue;
  expect(await queue()).toContain("Digital engagement is off");
  await tenant.form("/cxone/console/users/30105", { roleId: "3", digitalEngagement: "on", isActive: "on" });
  expect(await queue()).toContain(`data-case-id="${row.id}"`);
});

test("a form sent by a page of another origin is refused", async () => {
  const tenant = await testTenant();
  const send = (path: string, origin: string) =>
    tenant.raw(path, { method: "POST", headers: { origin }, body: new URLSearchParams() });
  expect((await send("/control/reset", "https://elsewhere.example")).status).toBe(403);
  expect((await send("/cxone/console/access-keys/x/toggle", "null")).status).toBe(403);
  expect((await send(`/cxone/console/agent/${agentId}/state`, tenant.baseUrl)).status).toBe(200);
});

test("the switches are set by hand as by API", async () => {
  const tenant = await testTenant();
  const { switches } = (await tenant.control("GET", "/switches")).body as {
    switches: Record<string, string | number | boolean>;
  };
  const fields = Object.fromEntries(
    Object.entries(switches)
      .filter(([, value]) => typeof value !== "boolean")
      .map(([name, value]) => [name, String(value)]),
  );
  expect(
    (
      await tenant.form("/cxone/console/switches", {
        ...fields,
        escalationRequiresSignal: "on",
        replyRetries: "2",
      })
    ).status,
  ).toBe(303);
  expect((await tenant.control("GET", "/switches")).body).toMatchObject({
    switches: { escalationRequiresSignal: true, replyRetries: 2, replyIncludesAgent: false },
  });
  expect((await tenant.form("/cxone/console/switches", { ...fields, replyRetries: "" })).status).toBe(400);
});
