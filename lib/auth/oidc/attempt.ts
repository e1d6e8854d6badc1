import "server-only";
import { randomBytes } from "node:crypto";
import { parseCookie, stringifySetCookie } from "cookie";
import * as z from "zod";
import { hashToken } from "#lib/auth/session.ts";
import { cookieOptions, hostCookieName } from "#lib/auth/session-cookie.ts";
import { db } from "#lib/db/client.ts";
import { open, seal } from "#lib/vault/seal.ts";

/** A round trip that is not back after 10 minutes has failed. */
export const ATTEMPT_MINUTES = 10;

export type Attempt = {
  issuer: string;
  purpose: "sign-in" | "confirm";
  /** The session that a confirmation is for. */
  sessionId?: string;
  next: string;
  nonce: string;
  codeVerifier: string;
};

const sealedSchema = z.object({ nonce: z.string(), codeVerifier: z.string() });
const cookieName = () => hostCookieName("oidc");

/** The key of this browser, which its attempts are bound to; several tabs may try at the same time. */
function browserKeyOf(cookieHeader: string | null): string | undefined {
  const key = parseCookie(cookieHeader ?? "")[cookieName()];
  return key && /^[\w-]{43}$/.test(key) ? key : undefined;
}

/** Keeps an attempt under its state and gives the cookie that binds it to this browser. */
export async function keepAttempt(
  state: string,
  attempt: Attempt,
  request: { now: Date; cookie: string | null },
): Promise<{ setCookie: string }> {
  const { nonce, codeVerifier, sessionId, ...plain } = attempt;
  const browserKey = browserKeyOf(request.cookie) ?? randomBytes(32).toString("base64url");
  const stateHash = hashToken(state);
  await db().oidcAttempt.deleteMany({ where: { expiresAt: { lt: request.now } } });
  await db().oidcAttempt.create({
    data: {
      ...plain,
      stateHash,
      browserHash: hashToken(browserKey),
      sealed: seal(JSON.stringify({ nonce, codeVerifier }), `oidc-attempt:${stateHash}`),
      sessionId: sessionId ?? null,
      expiresAt: new Date(request.now.getTime() + ATTEMPT_MINUTES * 60_000),
    },
  });
  const options = { ...cookieOptions(), maxAge: ATTEMPT_MINUTES * 60 };
  return { setCookie: stringifySetCookie(cookieName(), browserKey, options) };
}

/**
 * Takes an attempt out, once: of two who come back with one state, the second finds nothing. Undefined also for another
 * browser than the one that began it (login CSRF) and after 10 minutes.
 */
export async function takeAttempt(
  state: string | undefined,
  request: { now: Date; cookie: string | null },
): Promise<(Attempt & { startedAt: Date }) | undefined> {
  const browserKey = browserKeyOf(request.cookie);
  if (!state || !browserKey) return undefined;
  const where = { stateHash: hashToken(state), browserHash: hashToken(browserKey) };
  const row = await db().oidcAttempt.findFirst({ where });
  if (!row || (await db().oidcAttempt.deleteMany({ where })).count === 0) return undefined;
  if (row.expiresAt <= request.now) return undefined;
  const { nonce, codeVerifier } = sealedSchema.parse(
    JSON.parse(open(row.sealed, `oidc-attempt:${row.stateHash}`)),
  );
  return {
    issuer: row.issuer,
    purpose: row.purpose === "confirm" ? "confirm" : "sign-in",
    ...(row.sessionId ? { sessionId: row.sessionId } : {}),
    next: row.next,
    nonce,
    codeVerifier,
    startedAt: new Date(row.expiresAt.getTime() - ATTEMPT_MINUTES * 60_000),
  };
}
