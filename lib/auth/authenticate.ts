import "server-only";
import { parseCookie } from "cookie";
import { decode } from "next-auth/jwt";
import type { Actor } from "./ctx.ts";
import { authSecret, sessionCookieName } from "./options.ts";
import { actorOfSession, actorOfToken } from "./session.ts";

export type Credentials = { authorization?: string | null | undefined; cookie?: string | null | undefined };

/** Who calls: by API token when an Authorization header is there, else by session cookie. */
export async function authenticate(
  credentials: Credentials,
  now: Date,
): Promise<{ actor: Actor; by: "token" | "cookie" } | undefined> {
  if (credentials.authorization) {
    const token = /^Bearer\s+(\S+)$/i.exec(credentials.authorization)?.[1];
    const actor = token ? await actorOfToken(token, now) : undefined;
    return actor ? { actor, by: "token" } : undefined;
  }
  const cookie = parseCookie(credentials.cookie ?? "")[sessionCookieName()];
  if (!cookie) return undefined;
  const claims = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  const actor = typeof claims?.sid === "string" ? await actorOfSession(claims.sid, now) : undefined;
  return actor ? { actor, by: "cookie" } : undefined;
}
