import "server-only";
import * as client from "openid-client";
import { DELEGATED_SCOPE } from "./authorise.ts";
import { MicrosoftError } from "./errors.ts";
import { discoverTenant, type EntraApp, type EntraCall, toMicrosoftError } from "./provider.ts";

/** All application permissions that the tenant granted for Exchange Online. */
const APPLICATION_SCOPE = "https://outlook.office365.com/.default";
const TRIES = 2;

export type RefreshedGrant = {
  accessToken: string;
  expiresInSeconds: number;
  /** The next one, when Entra gave another. */
  refreshToken: string | undefined;
};

/**
 * A new access token for a delegated grant. When the answer is lost it is asked once more with the same refresh token, which
 * Entra goes on to accept; an `invalid_grant` after a lost answer says so in `mayHaveHappened`.
 */
export async function refreshGrant(
  app: EntraApp,
  refreshToken: string,
  call: EntraCall,
): Promise<RefreshedGrant> {
  const config = await discoverTenant(app, call, [refreshToken]);
  let lost = false;
  for (let tried = 1; ; tried++) {
    try {
      const tokens = await client.refreshTokenGrant(config, refreshToken, { scope: DELEGATED_SCOPE });
      return {
        accessToken: tokens.access_token,
        expiresInSeconds: tokens.expires_in ?? 3_600,
        refreshToken: tokens.refresh_token,
      };
    } catch (error) {
      const failure = toMicrosoftError(error, "refresh");
      if (failure.mayHaveHappened && tried < TRIES) lost = true;
      else throw lost ? afterLostAnswer(failure) : failure;
    }
  }
}

/** An access token of the application itself. Asking twice is the same as asking once, so a lost answer is asked for again. */
export async function requestAppToken(
  app: EntraApp,
  call: EntraCall,
): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const config = await discoverTenant(app, call);
  for (let tried = 1; ; tried++) {
    try {
      const tokens = await client.clientCredentialsGrant(config, { scope: APPLICATION_SCOPE });
      return { accessToken: tokens.access_token, expiresInSeconds: tokens.expires_in ?? 3_600 };
    } catch (error) {
      const failure = toMicrosoftError(error, "client_credentials");
      if (!failure.mayHaveHappened || tried >= TRIES) throw failure;
    }
  }
}

function afterLostAnswer(failure: MicrosoftError): MicrosoftError {
  const { error, codes, operation, traceId, correlationId } = failure;
  return new MicrosoftError(failure.message, {
    error,
    codes,
    operation,
    traceId,
    correlationId,
    mayHaveHappened: true,
    cause: failure,
  });
}
