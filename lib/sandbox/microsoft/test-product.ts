import * as oidc from "openid-client";
import { browser, delegatedScope, redirectUri, type TestMicrosoft } from "./test-microsoft.ts";

/** A product of its own kind: openid-client with discovery, state and PKCE. */
export async function product(ms: TestMicrosoft, scope = delegatedScope) {
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
    scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
  });
  const finish = (at: URL) =>
    oidc.authorizationCodeGrant(config, at, { pkceCodeVerifier: verifier, expectedState: state });
  return { config, url: url.href, verifier, finish };
}

/** Goes through the pages as this person and gives the address that the app is sent back to. */
export async function signIn(
  url: string,
  account: string,
  more: { decision?: "accept" | "cancel"; forAll?: string } = {},
): Promise<URL> {
  const { go } = browser();
  const picker = await go(url);
  if (picker.url.href.startsWith(redirectUri)) return picker.url;
  const consent = await go(picker.url.href, { account });
  if (consent.url.href.startsWith(redirectUri)) return consent.url;
  return (await go(consent.url.href, { decision: "accept", ...more })).url;
}
