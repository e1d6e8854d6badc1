import { createRemoteJWKSet, jwtVerify } from "jose";
import { fetchUserInfo } from "openid-client";
import { beforeAll, expect, test } from "vitest";
import { browser, startMicrosoft, type TestMicrosoft } from "./test-microsoft.ts";
import { product, signIn } from "./test-product.ts";

let ms: TestMicrosoft;
beforeAll(async () => {
  ms = await startMicrosoft();
  return () => ms.close();
});

const discovery = async (tenant: string) => {
  const answer = await fetch(`${ms.microsoft.authority}/${tenant}/v2.0/.well-known/openid-configuration`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, string>;
};

test("every address that discovery names is one", async () => {
  const document = await discovery(ms.microsoft.tenantId);
  const named = Object.entries(document).filter(([key]) => /_endpoint$|^jwks_uri$/.test(key));
  expect(named.map(([key]) => key)).toEqual(
    expect.arrayContaining(["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"]),
  );
  for (const [key, address] of named) expect((await fetch(address)).status, key).not.toBe(404);
});

test("an id token proves itself by the published keys: who, where, for whom and by whom", async () => {
  const { tenantId, clientId, authority } = ms.microsoft;
  const app = await product(ms, "openid profile email");
  const tokens = await app.finish(await signIn(app.url, ms.smtp.user));
  const keys = createRemoteJWKSet(new URL(String(app.config.serverMetadata().jwks_uri)));
  const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? "", keys, {
    issuer: `${authority}/${tenantId}/v2.0`,
    audience: clientId,
  });
  expect(protectedHeader).toMatchObject({ alg: "RS256", kid: expect.any(String) });
  expect(payload).toMatchObject({
    tid: tenantId,
    oid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ver: "2.0",
    preferred_username: ms.smtp.user,
  });
  const info = await fetchUserInfo(app.config, tokens.access_token, String(payload.sub));
  expect(info).toMatchObject({ email: ms.smtp.user });
});

test("a tenant may be named by its domain on the whole way of a sign-in", async () => {
  const app = await product(ms);
  const { go } = browser();
  const [, domain = ""] = ms.smtp.user.split("@");
  const picker = await go(app.url.replace(ms.microsoft.tenantId, domain));
  expect(picker.text).toContain("Pick an account");
  const resumed = `${ms.microsoft.authority}/${domain}/oauth2/v2.0/authorize/nothing`;
  expect((await fetch(resumed)).status).toBe(400);
  const back = await signIn(app.url.replace(ms.microsoft.tenantId, domain), ms.smtp.user);
  expect((await app.finish(back)).access_token).toBeTruthy();
});

test("the shared endpoint describes itself to everybody, and is refused at sign-in and token", async () => {
  const { authority } = ms.microsoft;
  expect(await discovery("common")).toMatchObject({
    issuer: `${authority}/{tenantid}/v2.0`,
    token_endpoint: `${authority}/common/oauth2/v2.0/token`,
  });
  const refused = await ms.token({ grant_type: "client_credentials", scope: "x/.default" }, "common");
  expect(refused.body.error_codes).toEqual([50194]);
});

test("who asks the token endpoint with GET is told to post", async () => {
  const { authority, tenantId } = ms.microsoft;
  const answer = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`);
  expect(await answer.json()).toMatchObject({ error: "invalid_request", error_codes: [900561] });
});
