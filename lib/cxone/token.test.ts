import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { json, startTestServer, type TestServer } from "#lib/http/start-test-server.ts";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { discoverCxone, discoverOpenId } from "./discovery.ts";
import { CxoneError } from "./errors.ts";
import { explainCxoneError } from "./explain-cxone-error.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";
import {
  refreshTokenByAccessKey,
  refreshTokenWithClient,
  requestTokenByAccessKey,
  requestTokenWithClient,
  verifyIdToken,
} from "./token.ts";

let tenant: TestTenant;
let other: TestServer;

beforeAll(async () => {
  other = await startTestServer();
  tenant = await startTestTenant(startSandbox, {
    allowedPrivateHosts: () => ["127.0.0.1"],
    resolve: (name) =>
      Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" })),
    breaker: { window: 1_000, minimumCalls: 1_000 },
  });
});
afterEach(() => tenant.reset());
afterAll(async () => {
  await tenant.close();
  await other.close();
});

async function failure(promise: Promise<unknown>): Promise<CxoneError> {
  const error = await promise.then(
    () => expect.fail("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CxoneError)) throw error;
  return error;
}

const signIn = async (change: Partial<TestTenant["credentials"]> = {}) => {
  const credentials = { ...tenant.credentials, ...change };
  return requestTokenWithClient(
    tenant.http.send,
    await discoverOpenId(tenant.http.send, credentials.issuer),
    credentials,
  );
};

describe("discovery", () => {
  it("takes the issuer as people paste it", async () => {
    const found = await discoverOpenId(tenant.http.send, `  ${tenant.credentials.issuer}//\n`);
    expect(found.issuer).toBe(tenant.credentials.issuer);
    expect(found.tokenEndpoint).toBe(`${tenant.credentials.issuer}/auth/token`);
  });

  it("finds the APIs of the tenant", async () => {
    const found = await discoverCxone(
      tenant.http.send,
      tenant.credentials.issuer,
      tenant.credentials.tenantId,
    );
    expect(found).toMatchObject({ area: "na1", cluster: "C99", tenantId: tenant.credentials.tenantId });
    expect(new URL(found.apiEndpoint).host).toBe(new URL(tenant.baseUrl).host);
  });

  it("names a wrong issuer: nothing there, other JSON there", async () => {
    expect((await failure(discoverOpenId(tenant.http.send, `${tenant.baseUrl}/cxone/nowhere`))).code).toBe(
      "wrong_issuer",
    );
    other.answer(json(200, { hello: "world" }));
    expect((await failure(discoverOpenId(tenant.http.send, other.baseUrl))).code).toBe("wrong_issuer");
  });

  it.each([200, 403, 404, 500])("names an issuer that answers HTML with %i", async (status) => {
    const page = "<!doctype html><title>Sign in</title>";
    other.answer((response) => response.writeHead(status, { "content-type": "text/html" }).end(page));
    const error = await failure(discoverOpenId(tenant.http.send, other.baseUrl));
    expect(error.code).toBe(
      { 200: "html_answer", 403: "html_answer", 404: "wrong_issuer", 500: "server_error" }[status],
    );
    expect(error.message).not.toContain("doctype");
  });

  it("names a host that does not exist and an address that may not be called", async () => {
    expect(
      (await failure(discoverOpenId(tenant.http.send, "https://cxone.does-not-exist.invalid"))).code,
    ).toBe("unknown_host");
    const error = await failure(discoverOpenId(tenant.http.send, "https://169.254.169.254"));
    expect(explainCxoneError(error)?.detail).toContain("cloud metadata");
  });

  it("names a tenant that does not exist", async () => {
    const wrong = discoverCxone(
      tenant.http.send,
      tenant.credentials.issuer,
      "11111111-1111-1111-1111-111111111111",
    );
    expect((await failure(wrong)).code).toBe("not_found");
  });
});

describe("signing in with client and access key", () => {
  it("gives tokens and the claims of the tenant", async () => {
    const set = await signIn();
    expect(set).toMatchObject({
      expiresInSeconds: 3600,
      claims: {
        issuer: tenant.credentials.issuer,
        tenantId: tenant.credentials.tenantId,
        businessUnitId: String(tenant.credentials.businessUnitId),
        clusterId: "C99",
        agentId: "30101",
        userName: "avery.quinn@acme.example",
        area: "na1",
      },
    });
    expect(set.accessToken).not.toBe("");
  });

  it.each([
    ["client secret", { clientSecret: "wrong" }, "wrong_client"],
    ["client id", { clientId: "nobody" }, "wrong_client"],
    ["access key secret", { accessKeySecret: "wrong" }, "wrong_access_key"],
    ["access key id", { accessKeyId: "WRONG" }, "wrong_access_key"],
  ] as const)("says that the %s is wrong, in both spellings of the error", async (_name, change, code) => {
    for (const tokenErrorStyle of ["spec", "oauth"]) {
      await tenant.switches({ tokenErrorStyle });
      expect((await failure(signIn(change))).code).toBe(code);
    }
  });

  it("tells a disabled client from a wrong one", async () => {
    await tenant.form(`/cxone/console/api-clients/${tenant.credentials.clientId}/toggle`, {});
    const error = await failure(signIn());
    expect(error.code).toBe("client_disabled");
    expect(explainCxoneError(error)?.fix).toContain("NICE support");
  });

  it("does not guess when CXone does not say which half is wrong", async () => {
    await tenant.fault({ pathPattern: "/auth/token", status: 401, body: "" });
    expect((await failure(signIn())).code).toBe("credentials_rejected");
  });

  it("refreshes", async () => {
    const discovered = await discoverOpenId(tenant.http.send, tenant.credentials.issuer);
    const { refreshToken } = await signIn();
    const again = await refreshTokenWithClient(
      tenant.http.send,
      discovered,
      tenant.credentials,
      refreshToken ?? "",
    );
    expect(again.accessToken).not.toBe("");
    const stale = refreshTokenWithClient(tenant.http.send, discovered, tenant.credentials, "stale");
    expect((await failure(stale)).code).toBe("wrong_access_key");
  });

  it("refuses an id token signed by somebody else, expired, or of another issuer", async () => {
    const discovered = await discoverOpenId(tenant.http.send, tenant.credentials.issuer);
    const { idToken = "" } = await signIn();
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const foreign = await new SignJWT({ tenantId: "x" })
      .setProtectedHeader({ alg: "RS256" })
      .setIssuer(discovered.issuer)
      .setExpirationTime("1h")
      .sign(privateKey);
    const verify = (token: string, more: object = {}) =>
      failure(verifyIdToken(tenant.http.send, { ...discovered, ...more }, token));
    expect((await verify(foreign)).code).toBe("bad_token");
    expect((await verify(idToken, { issuer: "https://elsewhere.example" })).code).toBe("bad_token");
    const late = verifyIdToken(tenant.http.send, discovered, idToken, {
      now: new Date(Date.now() + 7_200_000),
    });
    expect((await failure(late)).code).toBe("bad_token");
    other.answer(json(200, { keys: [await exportJWK(publicKey)] }));
    expect((await verify(idToken, { jwksUri: other.baseUrl })).code).toBe("bad_token");
  });

  it("keeps every secret out of the request log", async () => {
    tenant.rows.length = 0;
    const set = await signIn();
    const log = JSON.stringify(tenant.rows);
    const { clientSecret, accessKeySecret } = tenant.credentials;
    for (const secret of [clientSecret, accessKeySecret, set.accessToken, set.idToken, set.refreshToken]) {
      expect(secret).toBeTruthy();
      expect(log).not.toContain(secret);
    }
    expect(log).toContain(tenant.credentials.accessKeyId);
  });
});

describe("signing in with the access key alone", () => {
  const input = () => ({ ...tenant.credentials, baseUrl: tenant.credentials.issuer });

  it("gives tokens, claims and a refresh under its own names", async () => {
    const set = await requestTokenByAccessKey(tenant.http.send, input());
    expect(set.claims).toMatchObject({ tenantId: tenant.credentials.tenantId });
    const again = await refreshTokenByAccessKey(tenant.http.send, {
      baseUrl: tenant.credentials.issuer,
      refreshToken: set.refreshToken ?? "",
    });
    expect(again).toMatchObject({ expiresInSeconds: 3600, claims: null });
  });

  it("verifies the id token when the issuer is known", async () => {
    const discovered = await discoverOpenId(tenant.http.send, tenant.credentials.issuer);
    const set = await requestTokenByAccessKey(tenant.http.send, input(), { discovered });
    expect(set.claims?.issuer).toBe(tenant.credentials.issuer);
  });

  it("names a wrong access key", async () => {
    const wrong = requestTokenByAccessKey(tenant.http.send, { ...input(), accessKeySecret: "wrong" });
    expect((await failure(wrong)).code).toBe("wrong_access_key");
  });
});
