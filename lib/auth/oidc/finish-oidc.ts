import "server-only";
import * as client from "openid-client";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { openSession, type SignedIn } from "#lib/auth/open-session.ts";
import { type SignInRequest, signInCtx } from "#lib/auth/sign-in-request.ts";
import { db } from "#lib/db/client.ts";
import type { Send } from "#lib/http/request.ts";
import { log } from "#lib/log.ts";
import { admitPerson, type Recognised } from "./admit-person.ts";
import { type Attempt, takeAttempt } from "./attempt.ts";
import { confirmByIdentity } from "./confirm-by-identity.ts";
import { groupsOf, roleFor } from "./mapping.ts";
import { discover } from "./provider.ts";
import type { OidcResult } from "./schema.ts";
import { loadClientSecret, loadSettings, redirectUri, type StoredSettings } from "./stored-settings.ts";

export type Finished =
  | { result: "signed-in"; signedIn: SignedIn; next: string }
  | { result: "confirmed"; next: string }
  | { result: OidcResult; purpose: Attempt["purpose"]; next: string; pending?: Recognised };

const SKEW_SECONDS = 30;

/**
 * Takes up a round trip where the provider sends the browser back to: state, browser, issuer, code, PKCE verifier, nonce
 * and ID token must all belong together, once. Every refusal is in the audit log with its reason.
 */
export async function finishOidc(
  query: Record<string, string>,
  from: SignInRequest & { cookie: string | null },
  send: Send,
): Promise<Finished> {
  const attempt = await takeAttempt(query.state, from);
  if (!attempt) return refuse("expired", { purpose: "sign-in", next: "/" }, from);
  const settings = await loadSettings();
  if (!settings.oidcEnabled || settings.issuer !== attempt.issuer) return refuse("expired", attempt, from);
  const claims = await redeem(query, attempt, settings, from.now, send);
  if (typeof claims === "string") return refuse(claims, attempt, from);

  if (attempt.purpose === "confirm") {
    const subject = { issuer: settings.issuer, subject: claims.sub };
    const confirmed = await confirmByIdentity(attempt.sessionId ?? "", subject, from);
    return confirmed ? { result: "confirmed", next: attempt.next } : refuse("other-person", attempt, from);
  }
  const role = roleFor(groupsOf(claims, settings.groupsClaim), settings.roleOfGroup);
  if (!role) return refuse("no-group", attempt, from);
  const who: Recognised = {
    issuer: settings.issuer,
    subject: claims.sub,
    email: typeof claims.email === "string" ? claims.email.trim().toLowerCase() : null,
    emailVerified: claims.email_verified === true,
    name: typeof claims.name === "string" ? claims.name : null,
    role,
  };
  const outcome = await admit(who, from);
  if ("signedIn" in outcome) return { result: "signed-in", signedIn: outcome.signedIn, next: attempt.next };
  const finished = await refuse(outcome.reason, attempt, from, outcome.userId);
  return outcome.reason === "link" ? { ...finished, pending: who } : finished;
}

async function admit(
  who: Recognised,
  from: SignInRequest,
): Promise<{ signedIn: SignedIn } | { reason: OidcResult; userId?: string }> {
  return db().$transaction(async (tx) => {
    const admission = await admitPerson(tx, who, from);
    if (!admission.ok) return admission;
    const { user } = admission;
    if (user.role === "admin") {
      await tx.signInSettings.updateMany({
        where: { id: 1, issuer: who.issuer, adminSignedInAt: null },
        data: { adminSignedInAt: from.now },
      });
    }
    return { signedIn: await openSession(tx, user, "oidc", from) };
  });
}

type Claims = Record<string, unknown> & { sub: string };

/** Exchanges the code and gives what the ID token, and where it lacks something the provider's userinfo, says. */
async function redeem(
  query: Record<string, string>,
  attempt: Attempt & { startedAt: Date },
  settings: StoredSettings,
  now: Date,
  send: Send,
): Promise<Claims | "denied" | "provider-failed"> {
  const secrets = [query.code, attempt.codeVerifier].filter((secret) => secret !== undefined);
  // For a confirmation the proof must be younger than the attempt itself.
  const age = Math.ceil((now.getTime() - attempt.startedAt.getTime()) / 1_000) + SKEW_SECONDS;
  try {
    const config = await discover({ ...settings, clientSecret: await loadClientSecret() }, send, secrets);
    const url = new URL(`${redirectUri()}?${new URLSearchParams(query)}`);
    const tokens = await client.authorizationCodeGrant(config, url, {
      expectedState: query.state ?? "",
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      idTokenExpected: true,
      ...(attempt.purpose === "confirm" ? { maxAge: age } : {}),
    });
    const claims: Claims = { ...tokens.claims(), sub: tokens.claims()?.sub ?? "" };
    const whole = groupsOf(claims, settings.groupsClaim).length > 0 && claims.email !== undefined;
    if (whole || attempt.purpose === "confirm" || !config.serverMetadata().userinfo_endpoint) return claims;
    return { ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) return "denied";
    log.warn(
      { error: (error as Error).message, code: (error as { code?: string }).code },
      "oidc: not redeemed",
    );
    return "provider-failed";
  }
}

async function refuse<Reason extends OidcResult>(
  reason: Reason,
  { purpose, next }: Pick<Attempt, "purpose" | "next">,
  from: SignInRequest,
  userId?: string,
) {
  const ctx = signInCtx({ id: "sign-in", name: "Somebody" }, from);
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "session.refused",
      object: `user:${userId ?? "unknown"}`,
      after: { method: "oidc", reason },
    }),
  );
  return { result: reason, purpose, next } as const;
}
