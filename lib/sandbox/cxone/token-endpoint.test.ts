import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { testTenant } from "../test-tenant.ts";

type Tokens = {
  access_token: string;
  id_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
};

test("an access key with client id and secret gets RS256 tokens that the published keys verify", async () => {
  const tenant = await testTenant();
  const answer = await tenant.token();
  const tokens = answer.body as Tokens;
  expect(answer.status).toBe(200);
  expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
  const keys = createRemoteJWKSet(new URL(`${tenant.credentials.issuer}/auth/jwks`));
  const { payload, protectedHeader } = await jwtVerify(tokens.id_token, keys, {
    issuer: tenant.credentials.issuer,
  });
  expect(protectedHeader.alg).toBe("RS256");
  expect(payload).toMatchObject({
    tenantId: tenant.credentials.tenantId,
    icBUId: 4606137,
    tenant: "Acme",
    name: "avery.quinn@acme.example",
  });
  expect(payload.sub).toMatch(/^user:[0-9a-f-]{36}$/);
});

test("client credentials in the body work, and a form that calls itself JSON is read as a form", async () => {
  const tenant = await testTenant();
  const { credentials } = tenant;
  const form = new URLSearchParams({
    grant_type: "password",
    username: credentials.accessKeyId,
    password: credentials.accessKeySecret,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const answer = await tenant.raw("/cxone/auth/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: form.toString(),
  });
  expect(answer.status).toBe(200);
  const json = await tenant.raw("/cxone/auth/token", {
    method: "POST",
    body: JSON.stringify(Object.fromEntries(form)),
  });
  expect(json).toMatchObject({ status: 400, body: { error: "invalid_request" } });
});

test.each([
  ["a wrong client secret", {}, "client:wrong", 401, "invalid_client"],
  ["no client", {}, "", 401, "invalid_client"],
  ["a wrong access key secret", { password: "wrong" }, undefined, 400, "invalid_grant"],
  ["an unknown access key", { username: "UNKNOWN" }, undefined, 400, "invalid_grant"],
  [
    "client_credentials, which CXone does not grant",
    { grant_type: "client_credentials" },
    undefined,
    400,
    "unsupported_grant_type",
  ],
  ["no grant type", { grant_type: "" }, undefined, 400, "invalid_request"],
])("%s is refused in the shape of the token endpoint", async (_what, fields, basic, status, error) => {
  const tenant = await testTenant();
  const answer = await tenant.token(fields, basic);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ error, errorDescription: expect.any(String) });
});

test("the error description changes its name with the switch", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { tokenErrorStyle: "oauth" });
  expect((await tenant.token({ password: "wrong" })).body).toHaveProperty("error_description");
});

test("a disabled client and a deactivated access key get no token, and the key's old token ends at once", async () => {
  const tenant = await testTenant();
  const { clientId, accessKeyId } = tenant.credentials;
  await tenant.form(`/cxone/console/api-clients/${clientId}/toggle`);
  expect((await tenant.token()).body).toMatchObject({
    error: "invalid_client",
    errorDescription: "The client is not active",
  });
  await tenant.form(`/cxone/console/api-clients/${clientId}/toggle`);
  await tenant.form(`/cxone/console/access-keys/${accessKeyId}/toggle`);
  expect((await tenant.token()).body).toMatchObject({ error: "invalid_grant" });
  expect((await tenant.acd("GET", "/business-unit")).status).toBe(401);
});

test("a token expires by the tenant's clock and a refresh token brings a new one", async () => {
  const tenant = await testTenant();
  const { refresh_token } = (await tenant.token()).body as Tokens;
  await tenant.control("POST", "/clock", { advanceSeconds: 3601 });
  expect((await tenant.acd("GET", "/business-unit")).status).toBe(401);
  expect((await tenant.dfo("GET", "/channels")).status).toBe(401);
  const refreshed = await tenant.raw("/cxone/auth/token", {
    method: "POST",
    body: new URLSearchParams({ grant_type: "refresh_token", scope: "openid", refresh_token }).toString(),
  });
  expect(refreshed.status).toBe(200);
  const { access_token } = refreshed.body as Tokens;
  expect(
    (await tenant.raw("/cxone/auth/userinfo", { headers: { authorization: `Bearer ${access_token}` } }))
      .status,
  ).toBe(200);
  await tenant.control("POST", "/clock", { advanceSeconds: 7201 });
  const late = await tenant.token({ grant_type: "refresh_token", refresh_token });
  expect(late.body).toMatchObject({ error: "invalid_grant" });
});

test("an identity token does not open the API", async () => {
  const tenant = await testTenant();
  const { id_token } = (await tenant.token()).body as Tokens;
  const answer = await tenant.raw("/cxone/dfo-host/dfo/3.0/channels", {
    headers: { authorization: `Bearer ${id_token}` },
  });
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ errors: [{ message: expect.any(String) }] });
});

test("the login without a client works with a key alone and refuses in UserHub's shape", async () => {
  const tenant = await testTenant();
  const { accessKeyId, accessKeySecret } = tenant.credentials;
  const login = (body: unknown) =>
    tenant.raw("/cxone/authentication/v1/token/access-key", { method: "POST", body: JSON.stringify(body) });
  const good = await login({ accessKeyId, accessKeySecret });
  expect(good.status).toBe(200);
  const { access_token, refresh_token } = good.body as Tokens;
  expect(decodeJwt(access_token).tenantId).toBe(tenant.credentials.tenantId);
  const refreshed = await tenant.raw("/cxone/public/user/refresh", {
    method: "POST",
    body: JSON.stringify({ token: refresh_token }),
  });
  expect(refreshed.body).toMatchObject({ token: expect.any(String), tokenExpirationTimeSec: 3600 });
  const bad = await login({ accessKeyId, accessKeySecret: "wrong" });
  expect(bad.status).toBe(401);
  expect(bad.body).toMatchObject({
    status: 401,
    error: "Unauthorized",
    path: "/authentication/v1/token/access-key",
  });
  expect((await login({})).body).toMatchObject({ code: "BAD_REQUEST" });
});
