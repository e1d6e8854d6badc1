import { beforeAll, describe, expect, test } from "vitest";
import {
  appScope,
  startMicrosoft,
  type TestMicrosoft,
  type TokenAnswer,
  testMicrosoft,
} from "./test-microsoft.ts";

let ms: TestMicrosoft;
beforeAll(async () => {
  ms = await startMicrosoft();
  return () => ms.close();
});

/** Entra's shape around every error (facts: code in the text, in error_codes, ids and time beside it). */
function expectCode(answer: TokenAnswer, code: number, error: string, status: number) {
  expect(answer).toMatchObject({
    status,
    body: {
      error,
      error_codes: [code],
      error_description: expect.stringMatching(
        new RegExp(`^AADSTS${code}: .+ Trace ID: \\S+ Correlation ID: \\S+ Timestamp: [\\d-]+ [\\d:]+Z$`),
      ),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
    },
  });
}

const asApp = { grant_type: "client_credentials", scope: appScope };

describe("the token endpoint says what is wrong with the app", () => {
  test.each([
    [
      "a client id that does not exist",
      { client_id: crypto.randomUUID() },
      700016,
      "unauthorized_client",
      400,
    ],
    ["a wrong secret", { client_secret: "nope" }, 7000215, "invalid_client", 401],
    ["no secret", { client_secret: "" }, 7000218, "invalid_client", 401],
    ["no grant type", { grant_type: "" }, 900144, "invalid_request", 400],
    ["a grant type of another world", { grant_type: "password" }, 70003, "unsupported_grant_type", 400],
    [
      "a scope without .default",
      { scope: "https://outlook.office365.com/SMTP.Send" },
      1002012,
      "invalid_scope",
      400,
    ],
    [
      "a resource that the tenant does not have",
      { scope: "https://mail.example/.default" },
      500011,
      "invalid_resource",
      400,
    ],
    [
      "a v1 resource parameter",
      { resource: "https://outlook.office365.com" },
      901002,
      "invalid_request",
      400,
    ],
  ] as const)("%s", async (_, fields, code, error, status) => {
    expectCode(await ms.token({ ...asApp, ...fields }), code, error, status);
  });

  test("the id of the secret in place of its value is told apart in words", async () => {
    const answer = await ms.token({ ...asApp, client_secret: ms.microsoft.secretId });
    expectCode(answer, 7000215, "invalid_client", 401);
    expect(answer.body.error_description).toContain("client secret value, not the client secret ID");
  });

  test("a tenant that does not exist, the wrong one, and common", async () => {
    expectCode(await ms.token(asApp, crypto.randomUUID()), 90002, "invalid_request", 400);
    expectCode(await ms.token(asApp, ms.microsoft.otherTenantId), 700016, "unauthorized_client", 400);
    expectCode(await ms.token(asApp, "common"), 50194, "invalid_request", 400);
  });

  test("a code or a refresh token that was never given out", async () => {
    const code = { grant_type: "authorization_code", code: "x", redirect_uri: "http://localhost/" };
    expectCode(await ms.token(code), 9002313, "invalid_grant", 400);
    const refresh = { grant_type: "refresh_token", refresh_token: "x" };
    expectCode(await ms.token(refresh), 9002313, "invalid_grant", 400);
  });
});

test("a secret expires by the sandbox's clock, and a new one takes its place", async () => {
  const own = await testMicrosoft();
  expect((await own.token(asApp)).status).toBe(200);
  await own.control("POST", "/clock", { advanceSeconds: 181 * 86_400 });
  expectCode(await own.token(asApp), 7000222, "invalid_client", 401);
  const page = await own.form(`/microsoft/entra/apps/${own.microsoft.clientId}/secrets`, {
    description: "Next",
    days: "180",
  });
  const value = /id="secret-value">([^<]+)</.exec(await page.text())?.[1] ?? "";
  expect((await own.token({ ...asApp, client_secret: value })).status).toBe(200);
  const again = await fetch(`${own.baseUrl}/microsoft/entra/apps/${own.microsoft.clientId}`);
  expect(await again.text()).not.toContain(value);
});

test("an app that is switched off in the enterprise applications gets nothing", async () => {
  const own = await testMicrosoft();
  await own.control("POST", "/microsoft/app", { enabled: false });
  expectCode(await own.token(asApp), 7000112, "unauthorized_client", 400);
});

test("client id and secret are taken by Basic as well", async () => {
  const { authority, tenantId, clientId, clientSecret } = ms.microsoft;
  const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64");
  const answer = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(asApp),
  });
  expect(answer.status).toBe(200);
});

test("discovery names the tenant's own endpoints, and an unknown tenant has none", async () => {
  const document = async (tenant: string) => {
    const answer = await fetch(`${ms.microsoft.authority}/${tenant}/v2.0/.well-known/openid-configuration`);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const { authority, tenantId } = ms.microsoft;
  expect((await document(tenantId)).body).toMatchObject({
    issuer: `${authority}/${tenantId}/v2.0`,
    authorization_endpoint: `${authority}/${tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/${tenantId}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/${tenantId}/discovery/v2.0/keys`,
  });
  expect(await document(crypto.randomUUID())).toMatchObject({
    status: 400,
    body: { error: "invalid_tenant", error_codes: [90002] },
  });
  await ms.switches({ entraCommon: "home" });
  expect((await document("common")).body).toMatchObject({ issuer: `${authority}/{tenantid}/v2.0` });
});

test("a fault speaks as Entra does, and the call is on record without its secrets", async () => {
  const own = await testMicrosoft();
  await own.control("POST", "/faults", { system: "microsoft", pathPattern: "token$", times: 1, status: 503 });
  expect(await own.token(asApp)).toMatchObject({ status: 503, body: { error_codes: [90033] } });
  const { requests } = (await own.control("GET", "/requests?system=microsoft")) as {
    requests: { path: string; status: number; body: unknown }[];
  };
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ status: 503, body: { client_secret: "[redacted]" } });
});
