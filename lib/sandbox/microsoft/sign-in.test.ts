import { decodeJwt } from "jose";
import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { browser, delegatedScope, redirectUri, type TestMicrosoft, testMicrosoft } from "./test-microsoft.ts";

/** A product of its own kind: openid-client with discovery and PKCE. */
async function product(ms: TestMicrosoft, more: Record<string, string> = {}) {
  const { authority, tenantId, clientId, clientSecret } = ms.microsoft;
  const config = await oidc.discovery(
    new URL(`${authority}/${tenantId}/v2.0`),
    clientId,
    undefined,
    oidc.ClientSecretPost(clientSecret),
    { execute: [oidc.allowInsecureRequests] },
  );
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: delegatedScope,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    ...more,
  });
  const finish = (at: URL) =>
    oidc.authorizationCodeGrant(config, at, { pkceCodeVerifier: verifier, expectedState: state });
  return { config, url: url.href, finish };
}

test("a person signs in, consents, and the app may send as that person", async () => {
  const ms = await testMicrosoft();
  const app = await product(ms);
  const { go } = browser();
  const picker = await go(app.url);
  expect(picker.text).toContain("Pick an account");
  const consent = await go(picker.url.href, { account: ms.smtp.user });
  expect(consent.text).toContain("SMTP.Send");
  const back = await go(consent.url.href, { decision: "accept" });
  const tokens = await app.finish(back.url);
  expect(tokens.refresh_token).toBeTruthy();
  expect(tokens.scope).toContain("https://outlook.office.com/SMTP.Send");
  expect(tokens.claims()).toMatchObject({ tid: ms.microsoft.tenantId, email: ms.smtp.user });
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    aud: "https://outlook.office.com",
    scp: "SMTP.Send",
    upn: ms.smtp.user,
    tid: ms.microsoft.tenantId,
    appid: ms.microsoft.clientId,
  });
  const again = await oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? "");
  expect(again.refresh_token).not.toBe(tokens.refresh_token);
  expect(decodeJwt(again.access_token)).toMatchObject({ scp: "SMTP.Send", upn: ms.smtp.user });
});
