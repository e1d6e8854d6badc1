import "server-only";
import * as client from "openid-client";
import type { Ctx } from "#lib/auth/ctx.ts";
import { ownPath } from "#lib/auth/mapping.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import { AppError } from "#lib/errors.ts";
import type { Send } from "#lib/http/request.ts";
import { type Attempt, keepAttempt } from "./attempt.ts";
import { explainProviderError } from "./check-provider.ts";
import { discover } from "./provider.ts";
import { loadSettings, redirectUri, type StoredSettings } from "./stored-settings.ts";

type Begun = { url: string; setCookie: string };
type From = { now: Date; cookie: string | null };

/** Begins a sign-in through the provider: where the browser goes, and the cookie that it must bring back. */
export async function beginOidcSignIn(input: { next: string }, from: From, send: Send): Promise<Begun> {
  return begin({ purpose: "sign-in", next: ownPath(input.next) }, {}, from, send);
}

/**
 * Begins a confirmation: the provider is told to ask for the person's proof anew (`prompt=login`, `max_age=0`), and when
 * they gave it is checked in what comes back, since some providers ask nothing.
 */
export async function beginOidcConfirmation(ctx: Ctx, from: From, send: Send): Promise<Begun> {
  const { sessionId } = requireSession(ctx);
  const attempt = { purpose: "confirm", sessionId, next: "/confirmed" } as const;
  return begin(attempt, { prompt: "login", max_age: "0" }, from, send);
}

async function begin(
  attempt: Pick<Attempt, "purpose" | "sessionId" | "next">,
  more: Record<string, string>,
  from: From,
  send: Send,
): Promise<Begun> {
  const settings = await loadSettings();
  if (!settings.oidcEnabled) {
    throw new AppError("not_found", {
      title: "Sign-in through a provider is off",
      detail: "An admin has not set one up, or switched it off.",
      fix: "Sign in with your password.",
    });
  }
  const config = await reach(settings, send);
  const [state, nonce, codeVerifier] = [
    client.randomState(),
    client.randomNonce(),
    client.randomPKCECodeVerifier(),
  ];
  const { issuer } = settings;
  const { setCookie } = await keepAttempt(state, { ...attempt, issuer, nonce, codeVerifier }, from);
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(),
    scope: settings.scopes,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
    ...more,
  });
  return { url: url.href, setCookie };
}

async function reach(settings: StoredSettings, send: Send): Promise<client.Configuration> {
  try {
    return await discover({ ...settings, clientSecret: undefined }, send);
  } catch (cause) {
    const { message } = explainProviderError(cause);
    throw new AppError("upstream_failed", {
      title: "The identity provider does not answer",
      detail: message,
      fix: "Try again in a moment, or sign in with a password if you have one.",
      cause,
    });
  }
}
