import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { seeded, testTenant } from "../test-tenant.ts";

test("discovery names the endpoints, and a wrong tenant is not found", async () => {
  const { raw, credentials, baseUrl } = await testTenant();
  const openid = await raw("/cxone/.well-known/openid-configuration");
  expect(openid.body).toMatchObject({
    issuer: credentials.issuer,
    token_endpoint: `${credentials.issuer}/auth/token`,
    jwks_uri: `${credentials.issuer}/auth/jwks`,
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    scopes_supported: ["openid"],
  });
  const found = await raw(`/cxone/.well-known/cxone-configuration?tenantId=${credentials.tenantId}`);
  expect(found.body).toMatchObject({
    api_endpoint: `${baseUrl}/cxone/acd`,
    area: "na1",
    domain: expect.stringMatching(/\.invalid$/),
  });
  expect((await raw("/cxone/.well-known/cxone-configuration?tenantId=other")).status).toBe(404);
  expect((await raw("/cxone/.well-known/cxone-configuration")).status).toBe(400);
});

test.each([
  "/cxone/acd/InContactAPI/services/v23.0/business-unit",
  "/cxone/acd/incontactapi/services/V23.0/business-unit",
  "/cxone/acd/incontactapi//services/v4.0/business-unit",
  "/cxone/acd/inContactAPI/services/v34.0//Business-Unit/",
])("the ACD answers under %s", async (path) => {
  const { raw, accessToken } = await testTenant();
  const answer = await raw(path, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(answer.body).toMatchObject({
    businessUnits: [{ businessUnitId: 4606137, fileExtensions: expect.arrayContaining(["png"]) }],
  });
});

test.each(["/dfo/3.0/channels", "/channels", "/dfo/3.0/dfo/3.0/channels"])(
  "the digital host answers under %s",
  async (path) => {
    const { raw, accessToken } = await testTenant();
    const answer = await raw(`/cxone/dfo-host${path}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(answer.body).toContainEqual(
      expect.objectContaining({ name: "Acme website chat", defaultSkillId: 4606106 }),
    );
  },
);

/** `fetch` always sends an Accept header, so this needs the plain client. */
async function withoutAccept(url: string, authorization: string) {
  const call = request(url, { headers: { authorization } });
  call.end();
  const [response] = await once(call, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, text, description: response.headers.icstatusdescription };
}

test("without an Accept header the ACD knows no way to render data, unless the switch is off", async () => {
  const { baseUrl, accessToken, control } = await testTenant();
  const url = `${baseUrl}/cxone/acd/inContactAPI/services/v30.0/business-unit`;
  const refused = await withoutAccept(url, `Bearer ${accessToken}`);
  expect(refused).toMatchObject({
    status: 406,
    text: "No known way to render data",
    description: "No known way to render data",
  });
  await control("POST", "/switches", { acdRequiresAccept: false });
  expect((await withoutAccept(url, `Bearer ${accessToken}`)).status).toBe(200);
});

test("JSON that calls itself text is read, and broken JSON is refused in the family of the API", async () => {
  const { raw, accessToken } = await testTenant();
  const send = (path: string, body: string) =>
    raw(path, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "text/plain;charset=UTF-8" },
      body,
    });
  const made = await send(
    "/cxone/acd/inContactAPI/services/v33.0/campaigns",
    JSON.stringify({ name: "Text campaign" }),
  );
  expect(made.body).toEqual({ id: expect.any(Number) });
  const acd = await send("/cxone/acd/inContactAPI/services/v33.0/campaigns", '{"name": ');
  expect(acd).toMatchObject({
    status: 400,
    body: { error: "invalid_request", error_description: expect.any(String) },
  });
  const digital = await send("/cxone/dfo-host/dfo/3.0/channels", '{"name": ');
  expect(digital).toMatchObject({
    status: 400,
    body: { errors: [{ message: expect.any(String) }], uid: expect.any(String) },
  });
});

test("lists are paged by skip and top, never more than 100 rows, with links and a total", async () => {
  const { acd, control } = await testTenant();
  const skills = Array.from({ length: 130 }, (_, at) => ({
    skillName: `Bulk_${at}`,
    mediaTypeId: 9,
    campaignId: 310001,
    serviceLevelThreshold: 30,
    serviceLevelGoal: 80,
    enableShortAbandon: false,
    shortAbandonThreshold: 15,
  }));
  expect((await acd("POST", "/skills", { skills })).body).toMatchObject({ errorCount: 0 });
  await control("POST", "/switches", { skillListLagSeconds: 0 });
  type List = {
    totalRecords: number;
    skills: { skillId: number }[];
    _links: { next: string; previous: string };
  };
  const list = async (query: string) => (await acd("GET", `/skills${query}`)).body as List;
  const first = await list("");
  expect([first.totalRecords, first.skills.length, first._links.previous]).toEqual([
    seeded.skills + 130,
    50,
    "",
  ]);
  expect((await list("?top=1000")).skills).toHaveLength(100);
  const last = await list("?skip=100&top=100");
  expect([last.skills.length, last._links.next]).toEqual([seeded.skills + 30, ""]);
  expect(new URL(first._links.next).searchParams.get("skip")).toBe("50");
  expect((await list("?searchString=bulk_12&top=100")).totalRecords).toBe(11);
  expect((await acd("GET", "/skills?top=0")).status).toBe(400);
  expect((await acd("GET", "/skills?skip=x")).body).toMatchObject({ error: "invalid_request" });
});

test("another user's role without administration reads but does not write", async () => {
  const tenant = await testTenant();
  const page = String((await tenant.form("/cxone/console/employees/30103/access-keys")).body);
  const read = (id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? "";
  const answer = await tenant.token({ username: read("access-key-id"), password: read("access-key-secret") });
  const { access_token } = answer.body as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await tenant.raw("/cxone/acd/inContactAPI/services/v33.0/skills", { headers })).status).toBe(200);
  const write = await tenant.raw("/cxone/acd/inContactAPI/services/v33.0/campaigns", {
    method: "POST",
    headers,
    body: '{"name":"No"}',
  });
  expect(write).toMatchObject({ status: 403, body: { error: "access_denied" } });
  const channel = await tenant.raw("/cxone/dfo-host/dfo/3.0/channels", {
    method: "POST",
    headers,
    body: "{}",
  });
  expect(channel).toMatchObject({ status: 403, body: { errors: [{ errorCode: "forbidden" }] } });
});
