import "server-only";
import * as client from "openid-client";
import { MicrosoftError } from "./errors.ts";
import { discoverTenant, type EntraApp, type EntraCall, tenantBase, toMicrosoftError } from "./provider.ts";

/** Sending by SMTP for the person who authorises, and a refresh token (M-24). */
export const DELEGATED_SCOPE = "https://outlook.office.com/SMTP.Send offline_access openid email";

export type Begun = { url: string; state: string; codeVerifier: string; nonce: string };

export type Grant = {
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  scopes: string[];
  /** Who authorised, as Entra says it; null when it did not. */
  account: string | null;
  /** Tenant of the account. */
  tenantId: string | null;
};

/**
 * Where the browser goes to authorise a mailbox. `prompt=select_account`: whoever is an administrator at Microsoft is
 * mostly signed in with another account than the mailbox.
 */
export async function beginAuthorisation(
  app: EntraApp,
  input: { redirectUri: string; mailbox: string },
  call: EntraCall,
): Promise<Begun> {
  const config = await discoverTenant(app, call);
  const [state, nonce, codeVerifier] = [
    client.randomState(),
    client.randomNonce(),
    client.randomPKCECodeVerifier(),
  ];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: input.redirectUri,
    scope: DELEGATED_SCOPE,
    response_mode: "query",
    state,
    nonce,
    login_hint: input.mailbox,
    prompt: "select_account",
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, state, codeVerifier, nonce };
}

/** Exchanges the code of the answer that the browser brought. Throws `MicrosoftError`, also for an answer that refuses. */
export async function finishAuthorisation(
  app: EntraApp,
  answer: { url: URL; state: string; codeVerifier: string; nonce: string },
  call: EntraCall,
): Promise<Grant> {
  const refused = answer.url.searchParams.get("error");
  if (refused) {
    const words = answer.url.searchParams.get("error_description") ?? "";
    throw refusal(refused, words);
  }
  const config = await discoverTenant(app, call, [answer.codeVerifier]);
  try {
    const tokens = await client.authorizationCodeGrant(config, answer.url, {
      expectedState: answer.state,
      expectedNonce: answer.nonce,
      pkceCodeVerifier: answer.codeVerifier,
    });
    const claims = tokens.claims();
    if (!tokens.refresh_token) throw noRefreshToken();
    return {
      accessToken: tokens.access_token,
      expiresInSeconds: tokens.expires_in ?? 3_600,
      refreshToken: tokens.refresh_token,
      scopes: tokens.scope?.split(" ") ?? [],
      account: textOf(claims?.preferred_username) ?? textOf(claims?.email),
      tenantId: textOf(claims?.tid),
    };
  } catch (error) {
    throw toMicrosoftError(error, "code");
  }
}

/** Where an administrator of the tenant approves the application for everybody; needs no secret, so it can be handed on. */
export function adminConsentUrl(
  app: Pick<EntraApp, "authority" | "tenantId" | "clientId">,
  redirectUri: string,
): string {
  const query = new URLSearchParams({
    client_id: app.clientId,
    scope: "https://outlook.office.com/.default",
    redirect_uri: redirectUri,
  });
  return `${tenantBase(app)}/v2.0/adminconsent?${query}`;
}

function refusal(error: string, description: string): MicrosoftError {
  return toMicrosoftError(
    new client.AuthorizationResponseError(description, {
      cause: new URLSearchParams({ error, error_description: description }),
    }),
    "authorise",
  );
}

const noRefreshToken = () =>
  new MicrosoftError("Entra gave no refresh token: offline_access was not granted.", {
    error: "consent_required",
    codes: [],
    operation: "code",
  });

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
