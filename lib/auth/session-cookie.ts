import "server-only";
import { parseCookie, stringifySetCookie } from "cookie";
import { decode, encode } from "next-auth/jwt";
import { env } from "#lib/env.ts";
import { derivedKey } from "#lib/vault/key-ring.ts";
import { SESSION_HOURS } from "./schema.ts";

/** The secret that next-auth encrypts its cookie with; derived, so that one key ring guards all. */
export const authSecret = () => derivedKey("next-auth").toString("base64url");

export const isSecure = () => env().publicUrl.startsWith("https:");

/** A cookie of this host alone: `__Host-` binds it wherever https allows. */
export const hostCookieName = (name: string) => `${isSecure() ? "__Host-" : ""}patchbay.${name}`;

/** Name of the session cookie. */
export const sessionCookieName = () => hostCookieName("session");

/** What both ways of signing in set on their cookies. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** The cookies that next-auth sets. */
export const sessionCookies = () => ({
  sessionToken: { name: sessionCookieName(), options: cookieOptions() },
  csrfToken: { name: hostCookieName("csrf"), options: cookieOptions() },
});

/** The id of the session that a Cookie header carries, whether or not that session is still good. */
export async function sessionIdOf(cookieHeader: string | null | undefined): Promise<string | undefined> {
  const cookie = parseCookie(cookieHeader ?? "")[sessionCookieName()];
  if (!cookie) return undefined;
  const claims = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  return typeof claims?.sid === "string" ? claims.sid : undefined;
}

/** The Set-Cookie header that signs a browser in, the same as next-auth makes after a password. */
export async function sessionCookie(signedIn: { userId: string; sessionId: string }): Promise<string> {
  const maxAge = SESSION_HOURS * 3_600;
  const token = { sub: signedIn.userId, sid: signedIn.sessionId };
  const value = await encode({ token, secret: authSecret(), maxAge });
  return stringifySetCookie(sessionCookieName(), value, { ...cookieOptions(), maxAge });
}
