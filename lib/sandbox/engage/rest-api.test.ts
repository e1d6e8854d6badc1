import { expect, test } from "vitest";
import { engageIds, records, refused, testEngage } from "./test-engage.ts";

const { users, sources, categories } = engageIds;

test("token in the header, in the address and in a form are one and the same", async () => {
  const engage = await testEngage();
  const { apiToken, apiBaseUrl } = engage.engage;
  const url = `${apiBaseUrl}/1.0/categories`;
  expect((await engage.rest("GET", "/categories")).status).toBe(200);
  expect((await engage.raw(`${url}?access_token=${apiToken}`)).status).toBe(200);
  const form = new URLSearchParams({ access_token: apiToken, name: "From a form" });
  expect(await engage.raw(url, { method: "POST", body: form })).toMatchObject({
    status: 200,
    body: { name: "From a form" },
  });
});

test("a token that is missing, unknown, switched off or of a disabled user is refused as the switch says", async () => {
  const engage = await testEngage();
  const url = `${engage.engage.apiBaseUrl}/1.0/categories`;
  expect(await engage.raw(url)).toMatchObject(refused(401, "invalid_access_token"));
  expect(await engage.restAs("nonsense")("GET", "/categories")).toMatchObject(
    refused(401, "invalid_access_token"),
  );
  const own = await engage.rest("PUT", `/users/${users.robin}?enabled=false`);
  expect(own.status).toBe(200);
  await engage.setSwitches({ engageBadTokenStatus: "403" });
  expect(await engage.rest("GET", "/categories")).toMatchObject(refused(403, "invalid_access_token"));
});

test.each([
  [
    "a form",
    "application/x-www-form-urlencoded",
    "label=Box&role_restriction[only][]=r1&role_restriction[only][]=r2",
  ],
  ["JSON", "application/json", '{"label":"Box","role_restriction":{"only":["r1","r2"]}}'],
])("arrays and hashes are read alike from the address and %s", async (_name, type, body) => {
  const engage = await testEngage();
  const url = `${engage.engage.apiBaseUrl}/1.0/folders`;
  const headers = { authorization: `Bearer ${engage.engage.apiToken}`, "content-type": type };
  const wanted = { status: 200, body: { label: "Box", role_restriction: { only: ["r1", "r2"] } } };
  expect(await engage.raw(url, { method: "POST", headers, body })).toMatchObject(wanted);
  const query = "label=Box&role_restriction[only][]=r1&role_restriction[only][]=r2";
  expect(await engage.rest("POST", `/folders?${query}`)).toMatchObject(wanted);
});

test("broken JSON, a list where one value belongs and one value where a list belongs are bad requests", async () => {
  const engage = await testEngage();
  const url = `${engage.engage.apiBaseUrl}/1.0/categories`;
  const headers = { authorization: `Bearer ${engage.engage.apiToken}`, "content-type": "application/json" };
  expect(await engage.raw(url, { method: "POST", headers, body: "{" })).toMatchObject(
    refused(400, "bad_request"),
  );
  expect(await engage.rest("POST", "/categories?name[]=a")).toMatchObject(refused(400, "invalid_parameter"));
  expect(await engage.rest("POST", "/categories?name=a&source_ids=b")).toMatchObject(
    refused(400, "invalid_parameter"),
  );
});

test("a body is read by its content type: JSON sent as text names nothing", async () => {
  const engage = await testEngage();
  const answer = await engage.raw(`${engage.engage.apiBaseUrl}/1.0/categories`, {
    method: "POST",
    headers: { authorization: `Bearer ${engage.engage.apiToken}`, "content-type": "text/plain" },
    body: '{"name":"Bot"}',
  });
  expect(answer).toMatchObject(refused(422, "unprocessable_entity"));
});

test("what stands in the address wins over the body", async () => {
  const engage = await testEngage();
  expect(await engage.rest("POST", "/categories?name=Address", { name: "Body", color: "3" })).toMatchObject({
    body: { name: "Address", color: 3 },
  });
});

test.each(["true", "1", "on", "yes"])("booleans are written %s", async (value) => {
  const engage = await testEngage();
  const answer = await engage.rest("POST", `/categories?name=Many&multiple=${value}&unknown_field=x`);
  expect(answer).toMatchObject({ status: 200, body: { multiple: true } });
  expect(answer.body).not.toHaveProperty("unknown_field");
});

test("lists come in pages of 30, at most 150, with the number of all", async () => {
  const engage = await testEngage();
  for (let at = 0; at < 40; at += 1) await engage.rest("POST", "/categories", { name: `Category ${at}` });
  const list = async (query: string) => (await engage.rest("GET", `/categories${query}`)).body;
  expect(await list("")).toMatchObject({ count: 45, offset: 0, limit: 30 });
  expect(records(await engage.rest("GET", "/categories"))).toHaveLength(30);
  expect(records(await engage.rest("GET", "/categories?offset=40&limit=20"))).toHaveLength(5);
  expect(await list("?limit=1000")).toMatchObject({ count: 45, limit: 150 });
});

test("more than 500 requests in a minute are refused without a word about when to come back", async () => {
  const engage = await testEngage();
  for (let done = 0; done < 500; done += 50)
    await Promise.all(Array.from({ length: 50 }, () => engage.rest("GET", "/settings")));
  const refusal = await engage.rest("GET", "/settings");
  expect(refusal).toMatchObject({
    status: 429,
    body: { error: "rate_limit_exceeded", message: "Rate limit exceeded", status: 429 },
  });
  expect(refusal.headers.get("retry-after")).toBeNull();
  await engage.control("POST", "/clock", { advanceSeconds: 60 });
  expect((await engage.rest("GET", "/settings")).status).toBe(200);
});

test("to act as another takes the right to; otherwise 400", async () => {
  const engage = await testEngage();
  const as = (id: string) => `/users/me?impersonated_user_id=${id}`;
  expect(await engage.rest("GET", as(users.malik))).toMatchObject({ status: 200, body: { id: users.malik } });
  const notAllowed = refused(400, "impersonation_not_allowed");
  expect(await engage.rest("GET", as(users.carlos))).toMatchObject(notAllowed);
  // As Malik one has his reach, and his is not to look at users.
  expect(await engage.rest("GET", `/users?impersonated_user_id=${users.malik}`)).toMatchObject(
    refused(403, "forbidden"),
  );
  await engage.rest("PUT", `/users/${users.robin}?role_id=${engageIds.roles.reporting}`);
  expect(await engage.rest("GET", as(users.malik))).toMatchObject(notAllowed);
});

test("users/me can be absent, as in the specification", async () => {
  const engage = await testEngage();
  expect(await engage.rest("GET", "/users/me")).toMatchObject({ status: 200, body: { id: users.robin } });
  await engage.setSwitches({ engageUsersMe: false });
  expect(await engage.rest("GET", "/users/me")).toMatchObject(refused(404, "not_found"));
});

test("what does not exist answers in the vendor's shape, also by the verb", async () => {
  const engage = await testEngage();
  expect(await engage.rest("POST", "/content_sources", { name: "Mine" })).toMatchObject(
    refused(404, "not_found"),
  );
  expect(await engage.rest("GET", "/nothing")).toMatchObject(refused(404, "not_found"));
  expect((await engage.rest("GET", "/categories")).headers.get("content-type")).toBe(
    "application/json; charset=utf-8",
  );
});

test("a role without rights reads and changes nothing, and learns no more than 403", async () => {
  const engage = await testEngage();
  await engage.rest("PUT", `/users/${users.robin}?role_id=${engageIds.roles.reporting}`);
  const forbidden = refused(403, "forbidden");
  const changes: [string, string][] = [
    ["POST", "/categories?name=Bot"],
    ["PUT", `/content_sources/${sources.webchat}?name=Other`],
    ["PUT", `/users/${users.malik}?firstname=M`],
    ["PUT", `/users/${users.malik}/sources_permissions?${sources.webchat}=read`],
    ["POST", "/folders?label=Agents"],
    ["PUT", "/settings?push_enabled=true"],
    ["GET", `/roles/${engageIds.roles.reporting}`],
    ["GET", "/tasks"],
    ["GET", "/status"],
    ["GET", "/events"],
    ["DELETE", `/categories/${categories.otherBot}`],
  ];
  for (const [method, path] of changes) expect(await engage.rest(method, path)).toMatchObject(forbidden);
  // The list is documented without a right: from it one learns what the own role lacks.
  expect(records(await engage.rest("GET", "/roles"))[3]).toMatchObject({
    label: "Reporting",
    manage_folders: false,
  });
});

test("faults hit REST and realtime, and the log shows neither token nor secret", async () => {
  const engage = await testEngage();
  await engage.control("POST", "/faults", { system: "engage", times: 2, status: 503, body: "down" });
  expect(await engage.rest("GET", "/categories")).toMatchObject({ status: 503, body: "down" });
  expect(await engage.realtime("users.create", {})).toMatchObject({ status: 503 });
  await engage.rest(
    "POST",
    "/webhooks?url=http://127.0.0.1:9/&secret=hush-hush&registered_events[]=task.created",
  );
  const log = JSON.stringify((await engage.control("GET", "/requests?system=engage")).body);
  expect(log).toContain("/engage-api/1.0/webhooks");
  expect(log).not.toContain(engage.engage.apiToken);
  expect(log).not.toContain("hush-hush");
});

test("a reset brings the seed back and keeps the credentials", async () => {
  const engage = await testEngage();
  await engage.rest("POST", "/categories?name=Cognigy");
  await engage.control("POST", "/reset");
  expect(records(await engage.rest("GET", "/categories"))).toHaveLength(5);
  expect(((await engage.raw("/credentials.json")).body as { engage: unknown }).engage).toEqual(engage.engage);
  expect(await engage.realtime("users.create", { id: "1" })).toMatchObject({ status: 200 });
});
